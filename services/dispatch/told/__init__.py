"""Announcements that outgrew events.py, one file a noun; `events` has them all."""
