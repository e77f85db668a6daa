"""Shapes in and out, a file per noun; checked at both ends of the bus. Shapes only: nothing is decided here."""
