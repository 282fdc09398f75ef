"""The command line, a module a group of commands: each registers with `main` when it is imported here."""

from searchapp.cli import assisting, building, finding, looking, serving, upkeep
from searchapp.cli.group import main

__all__ = ["assisting", "building", "finding", "looking", "main", "serving", "upkeep"]
