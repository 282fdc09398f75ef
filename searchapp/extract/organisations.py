"""International bodies that are met, addressed or co-issue a text; a forum that is only attended is none."""

import re
from collections.abc import Iterator

from searchapp.extract.joined import Joined
from searchapp.extract.kind import Kind
from searchapp.extract.naming import Naming
from searchapp.extract.sentences import first_sentence
from searchapp.extract.taking import Taking, body_taking
from searchapp.extract.taking_part import Part

_NOT_WITH = re.compile(
    r"\b(?:on|about|for|against|regarding)\s+(?:the\s+)?$|\b(?:Ambassador|Representative|Mission|Envoy|Adviser|Advisor|Delegation) to (?:the\s+)?$"
)
_ADDRESSED = re.compile(
    r"\b(?:remarks|speech|address(?:es|ed)?|speaks?|statement|briefing|spoke|intervention|addressing)\b[^.;]{0,80}?\b(?:at|to|before)\b[^.;]{0,60}$|\baddress(?:es|ed)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ATTENDS = re.compile(r"\b(?:attend|participat|join|co-?chair|chair)\w*\b[^.;]{0,60}$", re.IGNORECASE)
_SESSION = re.compile(
    r"^[^.;,]{0,60}?\b(?:meeting|session|council|assembly|ministerial|conference|summit)\b", re.IGNORECASE
)
_ITS = re.compile(
    r"^(?:[’']s?)?\s+(?:\w+\s+){0,4}?(?:officials|secretary[\s-]general|allies|partners|leaders(?:hip)?|members|commissioner|representatives?|ambassadors?|secretariat|foreign ministers|counterparts?)\b",
    re.IGNORECASE,
)
_FORUM = {"un"}  # whose assembly is where ministers are when they meet someone else


def organisations(
    naming: Naming, kind: Kind, parts: list[Part], joined: list[Joined], home: str | None
) -> list[Taking]:
    """The bodies on the other side, each perhaps more than once; the issuer is none."""
    found = [
        *_of_officials(naming, parts),
        *(
            body_taking(naming.authority, one.id, one.rule, one.span)
            for one in joined
            if one.body and not _is_charge(naming, one)
        ),
        *_addressed(naming, kind),
    ]
    return [one for one in found if one.entity.id != (home or "").lower()]


def _of_officials(naming: Naming, parts: list[Part]) -> Iterator[Taking]:
    for part in parts:
        if body := naming.acts_for(part.mention).organisation:
            span = (part.mention.start, part.mention.end)
            yield body_taking(naming.authority, body, f"the office of {part.mention.name}", span)


def _is_charge(naming: Naming, one: Joined) -> bool:
    """Whether a body only stands in the office of someone sent to it: "Ambassador to the UN"."""
    return bool(_NOT_WITH.search(naming.text[max(0, one.span[0] - 40) : one.span[0]]))


def _addressed(naming: Naming, kind: Kind) -> Iterator[Taking]:
    """Bodies in title or opening to which someone speaks, or whose own meeting he attends."""
    title = next((b for b in naming.blocks if b.kind == "title"), None)
    if title:
        yield from _in_sentence(naming, title.text, title.start, in_title=True)
    lead = next((b for b in naming.blocks if b.kind == "paragraph" and not b.speaker), None)
    if lead and kind.type in {"remarks", "other", "meeting"}:
        raw = naming.text[lead.start : lead.end].replace("\n", " ")
        if first := first_sentence(raw):
            start, end = first
            yield from _in_sentence(naming, raw[start:end], lead.start + start, in_title=False)


def _in_sentence(naming: Naming, text: str, offset: int, *, in_title: bool) -> Iterator[Taking]:
    for one in naming.seen.bodies(text, offset):
        before, after = text[: one.start], text[one.end :]
        id_ = one.ids[0]
        spoken_to = _ADDRESSED.search(before)
        attended = in_title and id_ not in _FORUM and _ATTENDS.search(before) and _SESSION.match(after)
        held = (
            in_title
            and id_ not in _FORUM
            and re.search(r"\bparticipation in\s+(?:the\s+)?(?:\w+\s+)?$", before)
        )
        if spoken_to or attended or held:
            span = (offset + one.start, offset + one.end)
            yield body_taking(naming.authority, id_, "the body that is addressed", span)
