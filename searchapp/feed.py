"""The results of a search as an Atom feed (RFC 4287), newest first.

An entry's id is a UUID of the readout's own id, so that it is the same under every address and after every
rebuild; it was updated when its readout was published, else on the day of its event, else when the index was built.
"""

import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass

from searchapp.readout import Readout
from searchapp.results import Hit, Results

MEDIA = "application/atom+xml"
ENTRIES = 30  # of the newest
_ATOM = "http://www.w3.org/2005/Atom"
_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_NAMESPACE = uuid.UUID("9f6f0f3c-6c5e-5d0e-9a53-3c1f6f2f8f10")  # ours: ids of readouts and of searches


@dataclass(frozen=True, slots=True)
class Addresses:
    """Absolute addresses: of the feed itself, of the page with the same results, and of a readout's page.

    search: what is searched for, the same under every address.
    """

    search: str
    feed: str
    page: str
    readout: Callable[[str], str]


def feed(found: Results, built: str, addresses: Addresses) -> bytes:
    """The feed as UTF-8. built: when the index was, as ISO 8601 in UTC."""
    root = ET.Element("feed", {"xmlns": _ATOM})
    query = found.understood
    _put(root, "title", f"Readouts: {query}" if query else "Readouts")
    _put(root, "id", _urn(f"search:{addresses.search}"))
    _put(root, "updated", built)
    _put(ET.SubElement(root, "author"), "name", "Readouts")
    ET.SubElement(root, "link", {"rel": "self", "type": MEDIA, "href": addresses.feed})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": addresses.page})
    for hit in found.hits:
        _entry(root, hit, built, addresses)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _entry(root: ET.Element, hit: Hit, built: str, addresses: Addresses) -> None:
    one = hit.readout
    entry = ET.SubElement(root, "entry", {"xml:lang": one.lang})
    _put(entry, "title", one.headline)
    _put(entry, "id", _urn(f"readout:{one.id}"))
    _put(entry, "updated", _updated(one) or built)
    if one.home:
        _put(ET.SubElement(entry, "author"), "name", one.home.label)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": addresses.readout(one.id)})
    if (one.source.url or "").startswith(("https://", "http://")):
        ET.SubElement(entry, "link", {"rel": "via", "href": str(one.source.url)})
    for topic in one.topic:
        ET.SubElement(entry, "category", {"term": topic.id, "label": topic.label})
    shown = " … ".join(snippet.text for snippet in hit.snippets)
    if shown:
        _put(entry, "summary", shown)


def _updated(one: Readout) -> str | None:
    day = one.published or one.date
    return f"{day.last}T00:00:00Z" if day else None


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _XML.sub("\ufffd", text)


def _urn(name: str) -> str:
    return uuid.uuid5(_NAMESPACE, name).urn
