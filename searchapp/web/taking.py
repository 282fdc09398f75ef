"""What is taken away from a search: a feed of its newest results."""

from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from searchapp.feed import ENTRIES, MEDIA, Addresses
from searchapp.feed import feed as written_as_feed
from searchapp.web import links, parameters
from searchapp.web.current import searcher

taking = Blueprint("taking", __name__)


@taking.get("/feed")
def feed() -> Response:
    """The newest of what a search finds."""
    asked = parameters.asked(request.args)
    found = searcher().search(replace(asked, sort="newest", page=1, per_page=ENTRIES))
    name = urlencode(parameters.written(asked, "page", "per_page", "sort"))
    addresses = Addresses(
        name,
        links.feed(asked, absolute=True),
        links.search(replace(asked, page=1), absolute=True),
        links.permalink,
    )
    return Response(written_as_feed(found, searcher().manifest().built, addresses), mimetype=MEDIA)
