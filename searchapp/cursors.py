"""Cursors: the place in a whole list of hits, good for as long as the generation that the list began in is there.

GENERATION.PAGE.CHECK      check: of everything else that was asked for, so that a cursor goes on with its own list
"""

import re
import zlib
from dataclasses import replace

from searchapp.errors import QueryError
from searchapp.query import NOWHERE
from searchapp.results import Results, Search

_CURSOR = re.compile(r"([A-Za-z0-9-]{1,80})\.([0-9]{1,7})\.([0-9a-f]{8})")


def following(found: Results) -> str | None:
    """The cursor of the page after this one; None after the last."""
    if found.search.page >= found.pages:
        return None
    return f"{found.generation}.{found.search.page + 1}.{_check(found.search)}"


def followed(cursor: str, asked: Search) -> tuple[str, Search]:
    """The generation and the page that a cursor names. Raises QueryError for one that belongs to another list."""
    read = _CURSOR.fullmatch(cursor)
    if read is None or read.group(3) != _check(asked) or not int(read.group(2)):
        hint = "Ask with the same parameters that it was given with, or leave it out to begin anew."
        raise QueryError("bad-cursor", "This cursor belongs to no list of this search.", NOWHERE, hint)
    return read.group(1), replace(asked, page=int(read.group(2)))


def _check(asked: Search) -> str:
    ticked = sorted((field, tuple(sorted(values))) for field, values in asked.ticked.items() if values)
    return f"{zlib.crc32(repr(replace(asked, page=1, ticked=dict(ticked))).encode()):08x}"
