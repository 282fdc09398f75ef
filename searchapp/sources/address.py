"""The public address of a saved web page: what the page says of itself, else where the browser had it from."""

import re
from urllib.parse import urljoin, urlsplit

import lxml.html

_TOP = 4096  # characters in which a browser notes where a page came from
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(?P<url>\S+)", re.IGNORECASE
)


def address(tree: lxml.html.HtmlElement, page: str, had_from: str | None = None) -> str | None:
    """The address of a page: its canonical link, else og:url, else where it was saved from.

    had_from: what an archive says of where it had the page. A page that names no more than its site's front page
    does not tell where it is itself.
    """
    noted = _SAVED.search(page[:_TOP])
    saved = _web(had_from or (noted["url"] if noted else ""))
    for told in (
        *tree.xpath("//link[@rel='canonical']/@href"),
        *tree.xpath("//meta[@property='og:url']/@content"),
    ):
        url = _web(urljoin(saved or "", told.strip()))
        if url and (saved is None or not _is_front(url)):
            return url
    return saved


def _web(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query
