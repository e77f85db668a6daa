# ruff: noqa: T201  (a command line program: printing is its answer)
"""`python -m shared.rulebook check shared/rulebooks`: one line per file, ok or each error; exit 1 when one fails."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from shared.rulebook.book import Rulebook, folders
from shared.rulebook.edition import OF_THE_CITY
from shared.rulebook.loading import RulebookError

SERVICES = 6  # only a complete set of files can be held against the list of articles


def main(path: str) -> int:
    """Checks every file of every city; returns the exit status."""
    failed = False
    for folder in folders(Path(path)):
        try:
            book = Rulebook(folder)
        except RulebookError as error:
            failed = _tell(error) or True
            continue
        print(f"ok      {folder}/city.yml  ({book.name}, {book.version}, {len(book.page.conflicts)} conflicts ruled)")
        stems = sorted(file.stem for file in folder.glob("*.yml") if file.stem not in OF_THE_CITY)
        held = [_check(book, stem) for stem in stems]
        failed |= not all(held)
        if all(held) and len(stems) == SERVICES and (missing := book.unstated()):
            failed = _tell(RulebookError([f"{folder}/city.yml:1: no file states {'、'.join(missing)}"])) or True
    return 1 if failed else 0


def _check(book: Rulebook, stem: str) -> bool:
    try:
        module = import_module(f"services.{stem}.rules")
    except ModuleNotFoundError as error:
        if error.name and f"services.{stem}.rules".startswith(error.name):
            print(f"skipped {book.folder}/{stem}.yml  (no service of that name here)")
            return True
        raise
    try:
        book.check(module.Rules)
    except RulebookError as error:
        return _tell(error)
    print(f"ok      {book.folder}/{stem}.yml")
    return True


def _tell(error: RulebookError) -> bool:
    for line in error.errors:
        print(f"error   {line}")
    return False


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "check":
        sys.exit("usage: python -m shared.rulebook check <folder of rulebooks>")
    sys.exit(main(sys.argv[2]))
