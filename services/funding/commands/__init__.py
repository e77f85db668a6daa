"""Funding's commands, one function each, named as the command: load, decide, save, announce."""
