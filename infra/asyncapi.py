"""Prints the AsyncAPI 3 description of all announcements, from the code alone: `python -m infra.asyncapi`."""

from __future__ import annotations

import os
import sys

import orjson

from gateway.asyncapi import document
from shared.contract import of_service
from shared.hosting import service_class, service_names


def main() -> None:
    """The description as indented JSON on standard output."""
    contracts = {name: of_service(service_class(name)) for name in service_names()}
    made = document(contracts, os.environ.get("NAMESPACE", "tepai"))
    sys.stdout.buffer.write(orjson.dumps(made, option=orjson.OPT_INDENT_2) + b"\n")


if __name__ == "__main__":
    main()
