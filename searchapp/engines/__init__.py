"""Engines: ways to keep readouts and to find them, each in a package of its own behind `searchapp.engine`."""
