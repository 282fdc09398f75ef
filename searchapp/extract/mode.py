"""By which means people came together: in person, by telephone, by video; none for a text that is no event."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from searchapp.extract.block import Block
from searchapp.extract.told import Told
from searchapp.extract.worded import Worded

_VIDEO = Worded(
    r"(?<!included )\b(?:virtual(?:ly)?|video[- ]?(?:tele)?-?(?:conferenc\w+|calls?|link|talks?|meeting|message|remarks|address)|VTC|online|via (?:video|zoom|webex)|by video|pre-?recorded|tele-?meeting|TV conference)\b",
    ("virtual", "video", "vtc", "online", "zoom", "webex", "recorded", "tele", "tv conference"),
)
_PHONE = Worded(
    r"\b(?:tele)?phone[ds]?\b|\btelephonic\b|\btele-?conference\b|\bpress call\b|\bconference call\b|\bdial(?:led|ed|-in)\b|電話",
    ("phone", "telephonic", "conference", "press call", "dial", "電話"),
)
_MATTER = re.compile(  # what comes behind is what they spoke of
    r"\bto (?:discuss|reiterate|reaffirm|express|congratulate|thank|follow|coordinate|continue|underscore|emphasi[sz]e|advance|review|condemn|convey|highlight|welcome|prepare)\b"
    r"|\b(?:regarding|concerning|following|ahead of|prior to|about(?! \d)|after|before|discussed|on the (?:occasion|margins|sidelines) of)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:met|held (?:an?|the|our|their|its)|hosted|convened|travel(?:s|l?ed)|visit(?:s|ed|ing)?|welcomed|received|gathered|took place|invitation of|signed in|co-chaired in)\b",
    re.IGNORECASE,
)
_JOURNEY = re.compile(
    r"\b(?:travels?|trip|visit(?:s|ed|ing)?|returns? from|attendance)\b(?! advis)", re.IGNORECASE
)
_GOES = re.compile(
    r"\b(?:travels to|travel(?:l?ed|l?ing) to|(?:will|to) (?:also )?(?:travel|visit|lead (?:an?|the) [\w. ]*delegation)|on travel|trip to|visits|visited|visiting|arriv(?:es|ed|ing)|depart(?:s|ed|ing)"
    r"|led (?:an?|the) [\w. ]*delegation|(?:is|are|was|will be) in (?-i:[A-Z])\w+|returned (?:from|on)|(?:official|working|state) visit)\b",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"\b(?:(?:can|do|could) you (?:all )?hear (?:me|us)|can hear you|the line of|your line|conference line|taking my call|press (?:star|\*)? ?(?:1|one) (?:to|then|on)|(?:you are|you[’']re|are you|have you|who is) on the line)\b|^OPERATOR:",
    re.IGNORECASE | re.MULTILINE,
)
_ON_THE_LINE = (  # one is in all that _HEARD finds
    "hear me", "hear us", "hear you", "the line", "your line", "conference line", "my call", "press 1", "press  1", "press one", "press  one",
    "press star", "press *", "operator:",
)  # fmt: skip
_TOGETHER = re.compile(r"\bmet\b|\bin person\b")
_LINE = 120  # characters; a longer line above a text is no mere label
_TWICE = 2  # a thing that is said on the telephone, and now and then elsewhere


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """Where to look: the title and the opening sentence, each with its first character in the source (None
    for a title that stands in no block), the blocks, the text, and the characters that told the type."""

    title: str
    title_at: int | None
    opening: str
    opening_at: int
    blocks: Sequence[Block]
    text: str
    type_span: Span | None


def mode(type_: str, said: Said) -> Told[str] | None:
    """in-person, phone or video, by the title, the lines above the text, the opening sentence, or how people
    speak to each other; a statement has none."""
    if type_ == "statement":
        return None
    matter = _MATTER.search(said.opening)
    act = said.opening[: matter.start()] if matter else said.opening
    for told, at, rule in _places(said, act):
        if found := _VIDEO.search(told):
            return Told("video", rule, _span(found, at))
        met = type_ == "meeting" and rule == "the opening line" and _TOGETHER.search(act)
        if type_ != "remarks" and not met and (found := _PHONE.search(told)):
            return Told("phone", rule, _span(found, at))
    return _by_type(type_, said, act)


def _places(said: Said, act: str) -> Iterator[tuple[str, int | None, str]]:
    yield said.title, said.title_at, "the title"
    yield act, said.opening_at, "the opening line"
    for block in said.blocks[:8]:
        if block.kind in {"byline", "notice"} and len(block.text) < _LINE:
            yield block.text, block.start, "a line above the text"


def _by_type(type_: str, said: Said, act: str) -> Told[str] | None:
    match type_:
        case "call":
            return Told("phone", "a call, and nothing says video", said.type_span)
        case "press-conference":
            heard = list(islice(_heard(said.text), _TWICE))
            if len(heard) == _TWICE:
                return Told("phone", "people ask whether they are heard", heard[0])
            return Told("in-person", "a press conference, and nothing says otherwise", said.type_span)
        case "meeting":
            return Told("in-person", "a meeting, and nothing says otherwise", said.type_span)
        case "remarks":
            return Told("in-person", "remarks, and nothing says otherwise", said.type_span)
        case "joint-statement":
            found = _PRESENT.search(act)
            return Told("in-person", "the opening line", _span(found, said.opening_at)) if found else None
        case _:
            if found := _JOURNEY.search(said.title):
                return Told("in-person", "a journey", _span(found, said.title_at))
            found = _GOES.search(act)
            return Told("in-person", "a journey", _span(found, said.opening_at)) if found else None


def _heard(text: str) -> Iterator[Span]:
    """Where people speak as on a telephone. Transcripts are long: only lines with a word of it are read closely."""
    whole = text.lower()
    words = [word for word in _ON_THE_LINE if word in whole]
    at = 0
    for line in text.split("\n") if words else ():
        low = line.lower()
        if any(word in low for word in words):
            for found in _HEARD.finditer(line):
                yield at + found.start(), at + found.end()
        at += len(line) + 1


def _span(found: re.Match[str], at: int | None) -> Span | None:
    return None if at is None else (at + found.start(), at + found.end())
