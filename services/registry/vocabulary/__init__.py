"""The registry's larger vocabularies, one file a noun."""
