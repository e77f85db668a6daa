"""Decisions about money: pure functions of records, rules and the day. All amounts are integer fen."""
