"""What a readout is: a meeting, a call, a press conference, a statement; in person, by telephone, by video."""

import re
from dataclasses import dataclass

from searchapp.extract.block import Block
from searchapp.extract.mode import Said, mode
from searchapp.extract.opening import lead as first_paragraph
from searchapp.extract.sentences import first_sentence
from searchapp.extract.told import Told
from searchapp.extract.worded import Worded

_TITLE_RULES = tuple(
    (kind, Worded(pattern, words.split("|")))
    for kind, pattern, words in (
        ("press-conference", r"\b(?:press|media|news) (?:avail|conference|briefing|gaggle|stakeout|encounter)|\bbriefing (?:with|by|on)\b|\b(?:weekly|regular|daily|special) briefing\b|\bpress call\b|\b(?:teleconference|on-the-record) briefing\b|\btelephonic\b.*\bbriefing|\bdoorst[eo]p\b|\bpress (?:point|q&a)", "press |media |news |briefing|doorst"),
        ("joint-statement", r"\bjoint (?:\w+ )?(?:statement|communiqu|declaration|readout|vision|press release)|\btrilateral (?:\w+ )?statement|\b(?:ministers[’']?|leaders[’']?) (?:joint )?(?:statement|communiqu|declaration)|\bcommuniqu[eé]", "joint |trilateral |ministers|leaders|communiqu"),
        ("meeting", r"\bto (?:meet|(?:co-)?(?:host|chair|convene)\b.*\b(?:meeting|dialogue|talks|ministerial|consultations|luncheon|lunch|dinner)\b)", "to "),
        ("other", r"\btravels?\b(?! advisory)|\btrip\b|\bpublic schedule\b|\bto (?:(?:co-)?host|travel|visit|attend|lead|convene|pay an?)\b|\breturns from\b", "travel|trip|public schedule|to |returns from"),
        ("remarks", r"\bremarks?\b|(?<!free )\bspeech(?:es)?\b|\baddress(?:es)? (?:to|at|before|by)\b|[’']s address\b|\b(?:opening|closing|national|plenary) statement\b|\bkeynote\b|\blecture\b|\bintervention\b|\btoast\b|\bbefore their meeting\b|\bat the (?:top|beginning) of\b|\binterview\b|\bmeet and greet\b|\bstatements? (?:at|in|to) (?:the\b|an?\b|Parliament)|\bstatement by\b.*\bat (?:the|an?)\b", "remark|speech|address|statement|keynote|lecture|intervention|toast|before their|at the |interview|meet and"),
        ("call", r"(?<!courtesy )(?<!introductory )(?<!farewell )\b(?:phone |telephone |video )?calls?\b (?:with|between|to(?! action)|from)|\b(?:tele)?phone (?:call|talk|conversation|meeting|conference|consultation)|\btelephone talks?\b|\bspeaks? (?:with|to|by)\b|\bspoke (?:with|to)\b|[’']s? call\b(?! on)|\bconference call\b|\bvideo (?:call|talks?)\b|\bcall: ", "call|phone|speak|spoke|video "),
        ("meeting", r"\bmeet(?!\s+the\s+press)(?:ing|ings|s)?\b|\bmet\b|\bbilateral\b|\bcourtesy call|\b(?:introductory|farewell) call|\bcalls? (?:up)?on\b|\btalks\b|\bconsultations?\b|\bdialogue\b|\blunch|\bdinner|\bbreakfast\b|\bvideo ?(?:tele)?-?conference\b|\baudience with\b|\breceives (?:the |his |her )?(?:[A-Z][\w-]+ )*(?:minister|president|ambassador|secretary|envoy|courtesy)", "meet|met|bilateral|call|talks|consultation|dialogue|lunch|dinner|breakfast|conference|audience|receives"),
        ("statement", r"\bstatement\b|\bnational day\b|\bindependence day\b|\bcongratulat|\bcondolence|\banniversary\b|\bpassing of\b|\bmedia quer(?:y|ies)\b|\bspokesperson[’']s comments?\b", "statement|national day|independence day|congratulat|condolence|anniversary|passing of|media quer|spokesperson"),
    )
)  # fmt: skip
_VISIT = re.compile(r"\bvisits?\b|\bvisited\b", re.IGNORECASE)
_LEAD_RULES = tuple(
    (kind, Worded(pattern, words.split("|")))
    for kind, pattern, words in (
        ("call", r"\b(?:tele)?phone (?:call|talk|conversation|meeting|consultation|conference)|\b(?:by|over|on) the (?:tele)?phone\b|\bby (?:tele)?phone\b|\bspoke (?:today|yesterday|with|to|separately|again|earlier)\b|\b(?:tele)?phoned\b|\bvideo (?:call|talks?)\b|\b(?:held|had) (?:an? |his |her )?(?:\w+ )?call\b|電話会談", "phone|spoke |video |call|電話会談"),
        ("meeting", r"(?<!were )(?<!was )(?<!been )(?<!be )\bmet\b|\b(?:held|had|holds?|conducted) (?:an? |the |his |her |their )?(?:[\w’'().-]+ ){0,8}(?:meeting|talks|dialogue|consultations|lunch|dinner|videoconference|conference)|\bhosted\b.*\b(?:meeting|dinner|lunch|dialogue)|\bcourtesy call\b|\bcalled on\b|\bconvened\b|\btalks were held\b|\b(?:meeting|lunch|dinner|talks|dialogue|consultations)\b.*\b(?:was held|were held|took place)|\breceived\b.*\b(?:minister|ambassador|secretary|president)\b|\bdialogue was held\b|\battended\b.*\bmeeting\b|\bexchanged views with\b|会談", "met|held|had |hold|conducted|hosted|courtesy|called on|convened|took place|received|attended|exchanged|会談"),
        ("other", r"\bwill (?:travel|visit|host|attend|lead|make an? [\w ]*visit|be (?:visiting|in|on))\b|\btravels? to\b|\btravel(?:l?ed|l?ing) to\b|\bis on an? [\w ]*visit\b", "will |travel|is on a"),
    )
)  # fmt: skip
_BY_PHONE = re.compile(
    r"\b(?:tele)?phone (?:call|talk|conversation|meeting)|\b(?:by|over|on) (?:the )?(?:tele)?phone\b|\b(?:tele)?phoned\b",
    re.IGNORECASE,
)
_LONG = 1500  # characters of a first paragraph that are looked at
_SHOWN = 80  # characters of a turn that are shown as evidence
_QUESTIONS = re.compile(r"^(?:Q|QUESTION|Question|Reporter|REPORTER|Journalist|JOURNALIST)\b")
_GREETING = re.compile(
    r"(?:\([^)]*\)\s*)?(?:Well, |So, )?(?:good (?:morning|afternoon|evening)\b|thank you\b|thanks\b|hello\b|welcome\b|ladies and gentlemen|excellencies|your excellenc)",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:\w+ )?(?:press|media|news) (?:statement|release|note)s?\s*[:–-]\s*", re.IGNORECASE)
_AUTHOR = re.compile(
    r",\s*(?:acting )?(?:secretary of state|[\w ]*spokesperson|(?:deputy|under|assistant) secretary.*|.*minister.*|foreign secretary|high representative.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """The type with the rule and the characters that told it, and the mode with its own."""

    type: str
    rule: str
    span: tuple[int, int] | None
    by: Told[str] | None

    @property
    def mode(self) -> str | None:
        """in-person, phone or video."""
        return self.by.value if self.by else None


def kind(blocks: list[Block], text: str, title: str, given: str | None = None) -> Kind:
    """The type by the title, then by the opening line, then by the shape of the text.

    Where a title says Meeting and the opening says that it was by telephone, the opening is right; a title
    that only says Visit leaves it to the opening. given: the type by the author, which tells the mode too.
    """
    heads = [b for b in blocks if b.kind in {"title", "heading"}][:2]
    at = first_paragraph(blocks)
    lead = blocks[at] if at is not None else None
    opening = _opening(lead, text) if lead and not lead.speaker else ""
    told = _corrected(_by_title(heads, title), lead, opening) or _by_lead(lead, opening)
    told = told or _by_shape(blocks, heads, title)
    asked = next((block for block in blocks if block.speaker and _QUESTIONS.match(block.speaker)), None)
    if told[0] == "meeting" and sum(block.speaker is not None for block in blocks) > 1:
        told = ("remarks", "a meeting told in turns, word for word", told[2])
    elif told[0] == "meeting" and lead and (greeting := _GREETING.match(lead.text)):
        told = ("remarks", "words spoken to those who were there", (lead.start, lead.start + greeting.end()))
    elif told[0] == "other" and asked:
        told = ("press-conference", "questions and answers", _beginning(asked))
    title_at = next((head.start for head in heads if head.text == title), None)
    by = mode(
        given or told[0], Said(title, title_at, opening, lead.start if lead else 0, blocks, text, told[2])
    )
    return Kind(told[0], told[1], told[2], by)


_Told = tuple[str, str, tuple[int, int] | None]


def _by_title(heads: list[Block], title: str) -> _Told | None:
    here: list[tuple[str, int | None]] = [
        (b.text, b.start) for b in heads if b.kind == "title" or b.start < 400
    ]
    for name, pattern in _TITLE_RULES:
        for written, start in here or [(title, None)]:
            prefix = _PREFIX.match(written)
            if found := pattern.search(written, prefix.end() if prefix else 0):
                if name == "statement" and _VISIT.search(written):
                    return None
                span = None if start is None else (start + found.start(), start + found.end())
                return name, "the title", span
    return None


def _corrected(told: _Told | None, lead: Block | None, opening: str) -> _Told | None:
    """A title's Meeting is a call where the opening says that it was by telephone."""
    found = _BY_PHONE.search(opening) if told and told[0] == "meeting" and lead else None
    if found and lead and not re.search(r"\bmet (?:today|with|in)\b", opening[: found.start()]):
        return (
            "call",
            "the opening line, against the title",
            (lead.start + found.start(), lead.start + found.end()),
        )
    return told


def _by_lead(lead: Block | None, opening: str) -> _Told | None:
    for name, pattern in _LEAD_RULES:
        if lead and (found := pattern.search(opening)):
            return (
                name,
                "the verb of the opening line",
                (lead.start + found.start(), lead.start + found.end()),
            )
    return None


def _by_shape(blocks: list[Block], heads: list[Block], title: str) -> _Told:
    turns = [block for block in blocks if block.speaker]
    if asked := next((block for block in turns if _QUESTIONS.match(block.speaker or "")), None):
        return "press-conference", "questions and answers", _beginning(asked)
    if turns:
        return "remarks", "a text in turns", _beginning(turns[0])
    if author := next((b for b in blocks if b.kind == "byline" and _AUTHOR.search(b.text)), None):
        return "statement", "a text by an official", (author.start, author.end)
    for head in heads:
        if found := _VISIT.search(head.text):
            return (
                "other",
                "the title tells of a visit",
                (head.start + found.start(), head.start + found.end()),
            )
    return "other", "the title tells of a visit" if _VISIT.search(title) else "no other type fits", None


def _beginning(block: Block) -> tuple[int, int]:
    return block.start, min(block.end, block.start + _SHOWN)


def _opening(lead: Block, text: str) -> str:
    body = text[lead.start : min(lead.end, lead.start + _LONG)].replace("\n", " ")
    first = first_sentence(body) or (0, len(body))
    return body[: first[1]]
