"""Web pages: the main text, without navigation, as lines with headings and list marks."""

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from searchapp.errors import SourceError
from searchapp.sources.address import address
from searchapp.sources.encoding import unstacked
from searchapp.sources.limits import check_tags

_SPACE = re.compile(r"\s+")


def main_text(
    page: str, path: str, had_from: str | None = None
) -> tuple[str, str | None, str | None, str | None]:
    """The text of a page's main part, its title, address and language.

    had_from: where it was saved from, if that is known from elsewhere. Headings begin with `## `, items with `1. ` or `- `; blocks are parted by empty lines.
    Raises SourceError where the page has no text.
    """
    import trafilatura  # noqa: PLC0415  # here: it takes 10 MB that who only searches need not spend

    check_tags(path, page.count("<"))
    try:
        tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    except (etree.ParserError, ValueError) as error:
        raise SourceError(path, "the page holds no HTML that can be read.") from error
    if "&#" in page:  # marks that are named, not written, come to light only here
        for element in tree.iter():
            element.text, element.tail = (
                element.text and unstacked(element.text),
                element.tail and unstacked(element.tail),
            )
    title, url = _title(tree), address(tree, page, had_from)
    for furniture in tree.xpath("//script | //style | //nav | //footer | //noscript | //template"):
        furniture.drop_tree()
    made = trafilatura.extract(
        tree,
        output_format="xml",
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        deduplicate=False,
    )
    blocks = list(_blocks(etree.fromstring(made.encode()).find("main"))) if made else []
    if not blocks:  # no part stands out as the main one: all that the body says
        blocks = [text for text in (_clean(body) for body in tree.iter("body")) if text]
    if not blocks:
        raise SourceError(path, "the page has no main text.")
    return unstacked("\n\n".join(blocks)), title, url, _lang(tree)


def _lang(tree: lxml.html.HtmlElement) -> str | None:
    written = (tree.get("lang") or "").strip()
    return written if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", written) else None


def _title(tree: lxml.html.HtmlElement) -> str | None:
    headings = [text for el in tree.iter("h1") if (text := unstacked(_clean(el)))]
    if headings:
        return headings[0]
    title = unstacked(_SPACE.sub(" ", tree.xpath("string(//title)"))).strip()
    return re.split(r"\s+[|–—]\s+", title)[0] or None  # "Title | Ministry of ..."


def _blocks(part: etree._Element | None, depth: int = 0) -> Iterator[str]:
    for element in part if part is not None else ():
        match element.tag:
            case "head":
                yield f"## {_clean(element)}"
            case "list":
                yield from _items(element, depth)
            case "table":
                yield from (text for row in element.iter("row") if (text := _clean(row)))
            case "quote" | "div" | "main":
                if element.text and element.text.strip():
                    yield _SPACE.sub(" ", element.text).strip()
                yield from _blocks(element, depth)
            case _:
                if text := _clean(element):
                    yield text


def _items(element: etree._Element, depth: int) -> Iterator[str]:
    ordered = element.get("rend") == "ol"
    for number, item in enumerate(element.iterchildren("item"), 1):
        inner = list(item.iterchildren("list"))
        for part in inner:
            item.remove(part)
        if text := _clean(item):
            yield ("  " * depth) + (f"{number}. " if ordered else "- ") + text
        for part in inner:
            yield from _items(part, depth + 1)


def _clean(element: etree._Element) -> str:
    return _SPACE.sub(" ", "".join(element.itertext())).strip()
