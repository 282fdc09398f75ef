"""Targets that atheris leads bytes into, and that must never fail: `make fuzz`."""
