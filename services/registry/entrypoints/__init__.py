"""The registry service's entrypoints, a file a noun; `service.py` puts them together."""
