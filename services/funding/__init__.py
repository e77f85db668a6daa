"""Funding: budgets, allocations, accounts and postings, claims, rewards, inspections of the use of funds."""
