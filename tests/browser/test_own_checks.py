"""The portal's types, and its tests that need no browser (vitest)."""

from __future__ import annotations


def test_the_types_and_the_tests_without_a_browser_hold(own_checks: tuple[int, str]) -> None:
    code, said = own_checks
    assert code == 0, said[-4000:]
    assert "passed" in said, "a run that tested nothing is none"
