"""What a request works with: the searcher, and the collection at a glance."""

from typing import cast

from flask import current_app, g

from searchapp.errors import SearchAppError
from searchapp.overview import Overview
from searchapp.searcher import Searcher


def searcher() -> Searcher:
    """The searcher that the application was made with."""
    return cast("Searcher", current_app.extensions["searcher"])


def collection() -> Overview | None:
    """The collection, asked for once a request; None while there is no index to answer from."""
    if "collection" not in g:
        try:
            g.collection = searcher().overview()
        except SearchAppError:
            g.collection = None
    return cast("Overview | None", g.collection)
