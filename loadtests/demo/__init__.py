"""`python -m loadtests.demo`: two cities' two years, played through the public API as clients would."""
