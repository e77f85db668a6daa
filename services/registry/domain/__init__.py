"""The registry's nouns: frozen records and the decisions about them. No I/O, no clock, no settings."""
