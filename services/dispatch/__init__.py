"""Dispatch (选派): who serves whom, in what form, until when, and how it ends."""
