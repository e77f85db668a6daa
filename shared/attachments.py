"""Placeholder until the gateway engineer's file lands: only what the mechanics import."""


def read_receipt(receipt, secret, actor):
    raise NotImplementedError
