"""The dispatch service's entrypoints, a file a noun; `service.py` puts them together."""
