"""What a readout is: a meeting, a call, a press conference, a statement; in person, by telephone, by video."""

import re
from dataclasses import dataclass

from searchapp.extract.layout import Block
from searchapp.extract.sentences import sentences

_TITLE_RULES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("press-conference", r"\bpress (?:avail|conference|briefing|gaggle|stakeout)|\bbriefing with\b|\bpress call\b|\b(?:teleconference|on-the-record) briefing\b|\bbriefing by\b|\bbriefing on\b|\btelephonic\b.*\bbriefing"),
        ("joint-statement", r"\bjoint (?:press )?(?:statement|communiqu|declaration|readout|vision)|\b(?:ministers’?'?|leaders’?'?) (?:joint )?(?:statement|communiqu|declaration)"),
        ("other", r"\btravels?\b(?! advisory)|\btrip\b|\bpublic schedule\b|\bto (?:host|travel|visit|attend|lead|convene|meet)\b|\breturns from\b"),
        ("remarks", r"\bremarks?\b|\bspeech\b|\baddress(?:es)? (?:to|at|before|by)\b|\bopening statement\b|\bkeynote\b|\btoast\b|\bbefore their meeting\b|\bat the (?:top|beginning) of\b|\binterview\b|\bmeet and greet\b|\bstatement at the\b|\bstatement by\b.*\bat (?:the|an?)\b"),
        ("call", r"\b(?:phone |telephone |video )?calls?\b (?:with|between|to(?! action)|from)|\b(?:tele)?phone (?:call|talk|conversation|meeting|conference)|\btelephone talks?\b|\bvideo ?conference|\bspeaks? with\b|\bspoke (?:with|to)\b|’s? call\b|\bconference call\b"),
        ("meeting", r"\bmeet(?!\s+the\s+press)(?:ing|ings|s)?\b|\bmet\b|\bbilateral\b|\bcourtesy call\b|\btalks\b|\bconsultations\b|\bdialogue\b|\blunch|\bdinner|\bmeets\b"),
        ("statement", r"\bstatement\b|\bnational day\b|\bindependence day\b|\bcongratulat|\bcondolence|\banniversary\b|\bpassing of\b"),
    )
)  # fmt: skip
_LEAD_RULES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("call", r"\b(?:held|had|hold|conducted) an? (?:\w+ )?(?:tele)?phone (?:call|talk|conversation|meeting)|\b(?:tele)?phone (?:talk|call|conversation|meeting)\b|\bspoke (?:today|yesterday|by (?:tele)?phone|with|to|on the (?:tele)?phone|separately|again|on)\b|\bvideo ?(?:tele)?conference (?:meeting|call|talk)|\b(?:tele)?phoned\b|\bheld (?:a |talks )?(?:\w+ )?(?:videoconference|video call)"),
        ("meeting", r"\bmet\b|\b(?:held|had|holds?) (?:an? |the )?(?:[\w’'-]+ ){0,5}(?:meeting|talks|dialogue|consultations)|\bhosted\b.*\b(?:meeting|dinner|lunch)|\b(?:paid|received) a courtesy call|\bcourtesy call\b|\bconvened\b|\btalks were held\b|\b(?:meeting|lunch|dinner)\b.*\b(?:was held|took place)|\breceived\b.*\bminister\b|\bdialogue was held\b|\battended\b.*\bmeeting\b"),
        ("other", r"\bwill (?:travel|visit|host|attend|lead)\b|\btravels? to\b|\btraveled to\b"),
    )
)  # fmt: skip
_PHONE = re.compile(
    r"\bcalls?\b|\b(?:tele)?phone\b|\bspoke\b|\btelephonic\b|\bteleconference\b|\bby phone\b", re.IGNORECASE
)
_VIDEO = re.compile(
    r"\bvirtual(?:ly)?\b|\bvideo ?(?:tele)?-?(?:conference|call|link|conferencing)|\bonline\b|\bvia video\b",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(r"^(?:Q|QUESTION|Question|Reporter|REPORTER|Journalist)\b")
_AUTHOR = re.compile(
    r",\s*(?:acting )?(?:secretary of state|[\w ]*spokesperson|(?:deputy|under|assistant) secretary.*|.*minister.*|foreign secretary|high representative.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """Type and mode, with the rule and the characters that told the type."""

    type: str
    mode: str | None
    rule: str
    span: tuple[int, int] | None


def kind(blocks: list[Block], text: str, title: str) -> Kind:
    """The type by the title, then by the opening line, then by the shape of the text."""
    heads = [b for b in blocks if b.kind in {"title", "heading"}][:2]
    lead = next((b for b in blocks if b.kind in {"paragraph", "item", "turn"}), None)
    opening = _opening(lead, text) if lead and not lead.speaker else ""
    told = _by_title(heads, title) or _by_lead(lead, opening) or _by_shape(blocks)
    if told[0] == "meeting" and sum(block.speaker is not None for block in blocks) > 1:
        told = ("remarks", "a meeting told in turns, word for word", told[2])
    return Kind(told[0], _mode(told[0], title, opening), told[1], told[2])


_Told = tuple[str, str, tuple[int, int] | None]


def _by_title(heads: list[Block], title: str) -> _Told | None:
    here: list[tuple[str, int | None]] = [
        (b.text, b.start) for b in heads if b.kind == "title" or b.start < 400
    ]
    for name, pattern in _TITLE_RULES:
        for written, start in here or [(title, None)]:
            if found := pattern.search(written):
                return (
                    name,
                    "the title",
                    None if start is None else (start + found.start(), start + found.end()),
                )
    return None


def _by_lead(lead: Block | None, opening: str) -> _Told | None:
    for name, pattern in _LEAD_RULES:
        if lead and (found := pattern.search(opening)):
            return (
                name,
                "the verb of the opening line",
                (lead.start + found.start(), lead.start + found.end()),
            )
    return None


def _by_shape(blocks: list[Block]) -> _Told:
    speakers = [b.speaker for b in blocks if b.speaker]
    if any(_QUESTIONS.match(s) for s in speakers):
        return "press-conference", "questions and answers", None
    if speakers:
        return "remarks", "a text in turns", None
    if author := next((b for b in blocks if b.kind == "byline" and _AUTHOR.search(b.text)), None):
        return "statement", "a text by an official", (author.start, author.end)
    return "other", "no other type fits", None


def _mode(type_: str, title: str, opening: str) -> str | None:
    told = f"{title} {opening}"
    if _VIDEO.search(told):
        return "video"
    if type_ == "call" or (
        type_ == "press-conference"
        and re.search(r"\btelephonic|\bpress call|\bteleconference", told, re.IGNORECASE)
    ):
        return "phone"
    return "in-person" if type_ in {"meeting", "press-conference", "remarks"} else None


def _opening(lead: Block, text: str) -> str:
    body = text[lead.start : lead.end].replace("\n", " ")
    first = next(sentences(body), (0, len(body)))
    return body[: first[1]]
