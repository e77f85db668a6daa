"""One file per noun: a frozen dataclass and the decisions about it. No I/O, no clock, no settings."""
