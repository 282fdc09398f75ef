"""What addresses are made of: the paths of pages, and parameters as they stand behind them.

A results page has hundreds: the router builds a path in 10 microseconds, so each is built once.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote_plus, unquote

from flask import request, url_for

_SHORT = (
    100  # characters of a text whose form in an address is kept: nobody shall fill the memory with theirs
)


_PLAIN = re.compile("[a-z0-9_-]+(?:/[a-z0-9_-]+)*")  # ids that stand in an address as they are: nearly all


def page_path(endpoint: str, *, absolute: bool = False) -> str:
    """The address of a page; a results page has a hundred of them, and the router builds one in 10 µs."""
    return url_for(endpoint, _external=True) if absolute else _known(request.root_path, endpoint)


@lru_cache(maxsize=256)
def _known(_root: str, endpoint: str) -> str:
    return url_for(endpoint)


@lru_cache(maxsize=256)
def static_file(_root: str, name: str) -> str:
    """A stylesheet or script, under the root of a request."""
    return url_for("static", filename=name)


def readout_page(root: str, id_: str) -> str:
    """The page of a readout, under the root of a request."""
    return f"{_readouts(root)}{id_}" if _PLAIN.fullmatch(id_) else url_for("reading.readout", id_=id_)


@lru_cache(maxsize=256)
def _readouts(_root: str) -> str:
    return url_for("reading.readout", id_="0").removesuffix("0")


@lru_cache(maxsize=4096)
def entity_page(_root: str, kind: str, id_: str) -> str:
    """The page of an entity, under the root of a request."""
    return url_for("entities.entity", kind=kind, id_=id_)


def readout_in(text: str) -> str:
    """The id of the readout whose page has an address, whole or only its end."""
    path = re.split(r"[?#]", text.strip(), maxsplit=1)[0].rstrip("/")
    return unquote(re.split(r"(?:^|/)readout/", path)[-1].split("/")[0])


def with_query(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """An address with parameters, if there are any."""
    return f"{path}?{query}" if (query := encoded(pairs)) else path


def encoded(pairs: Iterable[tuple[str, str]]) -> str:
    """Parameters as they stand in an address."""
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs)


def quoted(text: str) -> str:
    """A name or value as it stands in an address."""
    return _short(text) if len(text) <= _SHORT else quote_plus(text, safe=":")


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    return quote_plus(text, safe=":")
