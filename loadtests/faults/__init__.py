"""Killing processes under load and counting what was lost: `make faults`."""
