"""The platform against its rivals, side by side in one run: see loadtests/README.md."""
