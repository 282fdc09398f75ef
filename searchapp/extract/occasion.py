"""On which occasion: the gathering of many that the opening or the title names as the reason for being there."""

import re
from collections.abc import Iterator

from searchapp.authority import Authority
from searchapp.extract.block import Block
from searchapp.extract.opening import Opening
from searchapp.extract.told import Told

_EVENT = r"(?:Summits?|Meetings?|Ministerials?|Conferences?|Assembly|Dialogue|Forum|Congress|Roundtable|Working\s+Group|Symposium|Consultations|Week|(?:Ministerial|Technology|Energy|Affairs|Cooperation|Joint|Bilateral|Investment)\s+(?:Council|Commission|Committee))"
_CAPITAL = r"[“\"]?[A-Z0-9][\w.’'&+/–-]*[”\"]?"
_JOIN = r"(?:of|the|on|for|and|in|to|–|-|at|by)"
_NAME = re.compile(
    rf"(?P<name>(?:{_CAPITAL}\s+(?:(?:{_JOIN}\s+){{1,2}}(?=[A-Z0-9“]))?){{0,10}}{_EVENT}\b(?:\s+(?:on|of|for|to)\s+(?:(?:{_JOIN}|a)\s+)?(?:{_CAPITAL}(?:\s+(?:(?:{_JOIN}|their)\s+){{0,2}}(?=[A-Z0-9]))?)+)?)",
)
_EVENTS = tuple(  # of which one stands in each
    "Summit Meeting Ministerial Conference Assembly Dialogue Forum Congress Roundtable Group Symposium Consultations Week Council Commission Committee".split()
)
_BEFORE = r"""\s+(?:the\s+|an?\s+|its\s+|their\s+|this\s+year[’']s\s+)?(?:Meeting\s+of\s+the\s+)?
      (?:(?:upcoming|annual|inaugural|virtual|ministerial|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|(?:20\d\d)|U\.S\.-hosted|high-level|series\s+of|of\s+the)\s+)*(?:(?:[Ss]ession|[Ss]egment|[Ww]eek)\s+of\s+(?:the\s+)?)?$"""
_REASON = re.compile(  # what stands before the occasion for being there, in any sentence
    r"""(?: \battend(?:s|ed|ing)? | \bparticipat(?:e|es|ed|ing)\s+(?:virtually\s+)?(?:in|at) | \btak(?:e|es|ing)\s+part\s+in | \btook\s+part\s+in | \bjoin(?:s|ed|ing)?
      | \b(?:[Oo]n|[Ii]n|[Aa]t)\s+the\s+(?:margins?|sidelines?|fringes?|edges?)\s+of | \b[Oo]n\s+the\s+occasion\s+of | \bdelegation\s+to | \bconvening | \b[Aa]s\s+[Cc]hair\s+of )"""
    + _BEFORE,
    re.VERBOSE,
)
_PART = re.compile(  # and in the first one, before it tells what they spoke of
    r"""(?: \bduring | \bfor | \bat | \bfrom | \b(?:co-)?(?:host(?:s|ed|ing)?|chair(?:s|ed|ing)?|conven(?:e|es|ed)) | \bheld | \blaunch(?:ed)? | \bmeeting\s+of | \b[Ff]ollowing | \bafter
      | \b(?:Statement|Communiqué|Readout|Summary)\s+(?:of|on|from) )"""
    + _BEFORE,
    re.VERBOSE,
)
_MATTER = re.compile(
    r"\bto (?:discuss|reiterate|prepare|follow up|review|coordinate|thank|congratulate|welcome)\b|\b(?:regarding|about|ahead of|prior to|preparations?|discussed|looked? forward)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"^(?:(?:(?:.*\bBefore|(?:Launch|Conclusion|Convening|Meeting)\s+of)\s+the|The|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Inaugural|Annual|Ministerial Meeting of the(?= Global)|\d+(?:st|nd|rd|th)|(?:19|20)\d\d|U\.S\.-hosted)\s+)+"
)
_OWN = re.compile(  # two sides' own talks are the event itself, and no occasion for it; nor is a mere kind of event
    r"^[\w.’' ]+[-–][\w.’' ]+\s(?:(?:Vice[- ])?Foreign\s+Ministers?[’']?|Summit|Leaders[’']?|Bilateral|Trilateral|Senior)\b.*Meeting$"
    r"|^(?:(?:Foreign\s+(?:Ministers?|Office)|Policy|Strategic|Ministerial|Review|High-Level|Political|Bilateral|Annual|Issues|Joint)[’']?\s+)?(?:Meeting|Council|Conference|Session|Week|Assembly|Forum|Commission|Summit|Dialogue|Consultation|Roundtable)s?$"
    r"|\b(?:Secretary|Minister|President|Chancellor|Department|Statement|Release|Announce\w*)\b"
)
_END = re.compile(
    r"(?<=[a-z]{2})\.(?:\s.*)?$|\s+(?:on|in|from)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day|\d|Monday).*$|\s+(?:on|of|for|to)$"
)
_DAYS = re.compile(
    r"\b(?:recognition|celebration|observance|occasion|commemoration)\s+of\s+(?P<name>(?:World|International|Global|National)\s+(?:[A-Z][\w’'-]+\s+(?:of\s+|for\s+|the\s+)*){1,6}Day)\b"
)
_GENRE = re.compile(
    r"\b(?:Statement|Communiqué|Declaration|Remarks|Readout|Speech|Address|Press Conference|Briefing)\s+(?:of|on|from|at|to|following|after)\s+(?:the\s+|an?\s+)?(?:(?:Meeting|Launch)\s+of\s+the\s+)?"
    r"|\b(?:[Aa]t|[Dd]uring)\s+(?:the|an?)\s+(?:Virtual\s+)?"
)
_LONG = 1500  # characters of a paragraph that are looked at
_SPOKEN = {"remarks", "press-conference"}


def occasion(
    blocks: list[Block], read: Opening, above: Opening, type_: str, authority: Authority
) -> Told[str] | None:
    """The occasion under the name of the authority files where they know it, else as printed; None for a call."""
    if type_ == "call":
        return None
    for text, offset, rule in _texts(blocks, read, above, type_):
        if found := _in(text, offset, rule, authority):
            return found
    return None


def _texts(blocks: list[Block], read: Opening, above: Opening, type_: str) -> Iterator[tuple[str, int, str]]:
    titles = [block for block in blocks[:4] if block.kind in {"title", "heading"}]
    if type_ == "joint-statement":
        yield from _titled(titles)
    for part in (read, above):
        for number, (start, end) in enumerate(part.parts[:4]):
            yield (
                part.plain[start:end],
                part.start + start,
                "a later sentence" if number else "the opening line",
            )
            if type_ == "statement":
                break
    if type_ in {*_SPOKEN, "other"}:
        yield from _titled(titles)
    for block in blocks[:12] if type_ == "other" else ():
        if block.kind == "paragraph" and block.speaker is None:
            yield block.text, block.start, "a later sentence"


def _titled(titles: list[Block]) -> Iterator[tuple[str, int, str]]:
    """What stands in titles behind the kind of text ("Joint Statement on the") or behind "at the"."""
    for block in titles:
        if found := _GENRE.search(block.text):
            yield block.text[found.end() :], block.start + found.end(), "the title"


def _in(text: str, offset: int, rule: str, authority: Authority) -> Told[str] | None:
    """The first occasion in a text that stands behind a reason for being there."""
    text = text[:_LONG]
    if "Day" in text and (day := _DAYS.search(text)):
        return Told(day["name"], rule, (offset + day.start("name"), offset + day.end("name")))
    matter = _MATTER.search(text)
    part = 0 if rule == "a later sentence" else matter.start() if matter else len(text)
    for one in authority.occasion_finder.find(text):
        if _is_reason(text, one.start, part) or (part and _begins(text, one.start)):
            return Told(authority.occasions[one.ids[0]].label, rule, (offset + one.start, offset + one.end))
    for found in _NAME.finditer(text) if any(event in text for event in _EVENTS) else ():
        if _is_reason(text, found.start(), part) or (rule == "the title" and found.start() == 0):
            raw = _END.sub("", _ORDER.sub("", found["name"]))
            if " " in raw and not _OWN.search(raw):
                start = text.index(raw, found.start())
                return Told(
                    re.sub(r"\s+", " ", re.sub(r"\s+[–-]\s+", "-", raw)),
                    rule,
                    (offset + start, offset + start + len(raw)),
                )
    return None


def _is_reason(text: str, start: int, part: int) -> bool:
    before = text[max(0, start - 120) : start]
    return bool(_REASON.search(before) or (start < part and _PART.search(before)))


def _begins(text: str, start: int) -> bool:
    """Whether a text begins with a name: "G7 Foreign Ministers’ Meeting: remarks"."""
    return not re.search(r"\w", text[:start].replace("The ", ""))
