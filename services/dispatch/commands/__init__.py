"""One function per command, named as the command, in the file of its noun."""
