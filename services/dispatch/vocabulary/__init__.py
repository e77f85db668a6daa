"""Words of dispatch.yml that outgrew rules.py, one file a noun."""
