"""Every operation of the API asked with generated input, right and wrong, by everybody. See `asking.py`."""
