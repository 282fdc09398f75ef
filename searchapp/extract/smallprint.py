"""Small print: captions, notices, bylines and footers, which are no search text."""

import re
from dataclasses import replace
from functools import lru_cache

from searchapp.extract.block import Block
from searchapp.extract.marks import ends
from searchapp.extract.worded import Worded

_CAPTION = Worded(
    r"[(\[（]?\s*(?:photos?|photograph|picture|image|video|caption)\b|[（(]?写真|.*\bphoto (?:session|credit|opportunity|courtesy)\b|.*[(\[（]\s*photo\b[^)]*[)\]）]$",
    ("photo", "picture", "image", "video", "caption", "写真"),
)
_DEED = re.compile(
    r"\b(?:hands? on|shak(?:es?|ing) hands?|held|holds?|holding|attends?|attending|meets?|pos(?:es?|ing)|receiv(?:es?|ing)|greets?|greeting|signs?|signing|deliver(?:s|ing)|welcomes?|visits?|walks?|speaks?|talks? with)\b"
)
_NOTICE = re.compile(
    r"""(?:[-•·]\s*)?(?:[(（\[]?\*?\s*)?(?:
        the\ foregoing\ is\ an?\ (?:provisional|unofficial|tentative)\ translation | (?:transcript\b,?\s*)?[(（]?e\s?&\s?oe\b | subjects?:.* | topics?:.*
      | this\ is\ an?\ (?:provisional|unofficial|tentative)\ translation | provisional\ translation | (?:unofficial|tentative|courtesy)\ translation | [(（]?仮訳
      | the\ (?:following|below|above)\ (?:statement\ )?(?:is|was|statement\ is)\ attributable | (?:below|following)\ is\ a\ statement
      | for\ immediate\ release | check(?:ed)?\ against\ delivery | as\ (?:prepared|delivered)\b | embargoed | transcript\ of\ the\ speech
      | (?:begin|end)\ (?:of\ )?text | the\ text\ of\ the\ following\ (?:joint\ )?(?:statement|communiqu)
      | for\ (?:updates|(?:more|further|additional)\ information|any\ questions|questions|media\ (?:inquiries|enquiries))\b
      | (?:media|press)\ (?:contacts?|enquiries|inquiries|office)\b | open\ a\ new\ window | originally\ (?:issued|published) | \(original\b
      | this\ (?:news\ article|article|was)\ (?:was\ )?published\ under | page\ language | the\ japanese\ version\ of\ this
    )""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_FOOTER = re.compile(
    r"(?:back to|return to|go back|related (?:links?|information|articles?|documents?|content)|associated links?|quick links?|share (?:this|on)\b|page top|top of (?:this )?page|follow us\b|last (?:updated|modified)|date modified|(?:[.。·]\s+){2,}[.·]?$|\(?#(?:\s*#)+|\*\s*\*\s*\*|-{3,}|_{3,}|={3,}|[-–]\s*(?:ends?|30)\s*[-–]|[(（]?ends?[)）]?$|<[^<>]{1,40}>$|updates to this page|click here\b|(?:write|post) a comment\b|go to navigation|source link|original article link|printable version|(?:home|top)\s*[>»›/])",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"""(?:office\ of\ the|(?:news|press|media)\ (?:release|statement|office|note|story|team)\b|news\ story|published\b|updated\b|from:|by:?\ |hon\b|foreign\ affairs$|.*\b(?:office|ministry|department)$|readout
      |fact\ sheet|remarks|interview|speech$|via\ teleconference|(?:bureau|ministry|department|embassy|mission)\ (?:of|for|to)\b|(?:date|place|venue|time|location|hits?|views?):?(?:\s|$)|\d{1,6}$
      | .*,\ (?:deputy\ |under\ |assistant\ )?secretary(?:\ of\ state)?$ | .*\bspokesperson$)""",
    re.VERBOSE | re.IGNORECASE,
)
_CONTACTS = re.compile(
    r"(?:#+\s*)?(?:contacts?|media contacts?|related (?:products?|links?)|links?|(?:media|press) (?:enquiries|inquiries|contacts?)|further information|share)[:.]?$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"@|https?:|www\.|\+?\d[\d ()-]{7,}|\bmedia relations\b|\bpress office\b|\btwitter\b|\bfacebook\b",
    re.IGNORECASE,
)
_ASK = re.compile(
    r"(?:for|please|follow|contact|media|press|questions|e-?mail|tel|[\w.-]+@)\b", re.IGNORECASE
)
_HASHES = re.compile(r"\s*#{1,6}\s+")
_BOLD = 14  # words; a longer line is no byline


def is_small(text: str) -> bool:
    """Whether a line is a caption, a notice or a footer, by its words alone."""
    return bool(
        (len(text) < 300 and _CAPTION.match(text))
        or _NOTICE.match(text)
        or (len(text) < 120 and _FOOTER.match(text))
    )


@lru_cache(maxsize=256)  # a line of the header is asked for by several rules
def is_byline(text: str) -> bool:
    """Whether a line names an office, a genre or a subject, and is no sentence."""
    return bool(_BYLINE.match(text)) and (
        len(text.split()) < _BOLD or text[:9].lower().startswith(("subject", "topic"))
    )


def small_print(block: Block, bare: str, *, dated: bool) -> Block:
    """A line that is no search text, or a heading (a subtitle above the date, an opening below it).

    dated: the date line stands above it. A notice before text on the same line is cut off.
    """
    if found := _NOTICE.match(bare):
        colon = bare.find(":", found.end())
        if len(bare) > 200 and 0 < colon < 120:
            at = block.text.index(":", found.end()) + 1 + (bare[colon + 1] == " ")
            return replace(block, text=block.text[at:], start=block.start + at)
        return replace(block, kind="notice", text=bare)
    if _CAPTION.match(bare):
        return replace(block, kind="caption", text=bare)
    if _FOOTER.match(bare):
        return replace(block, kind="footer", text=bare)
    if is_byline(bare):
        return replace(block, kind="byline", text=bare)
    if dated and not _HASHES.match(block.text):
        if _DEED.search(bare):
            return replace(block, kind="caption", text=bare)
        if len(bare.split()) < _BOLD and not bare.lower().startswith(("opening", "introduc")):
            return replace(block, kind="byline", text=bare)
    return replace(block, kind="heading", text=bare)


def is_contact(text: str) -> bool:
    """Whether a line opens a list of contacts or links at the foot of a page."""
    return bool(_CONTACTS.match(text))


def is_signature(text: str) -> bool:
    """Whether a line at the foot of a page holds an address, a number or a link, or says whom to ask."""
    return len(text) < 160 and bool(_SIGNATURE.search(text)) and (not ends(text) or bool(_ASK.match(text)))
