"""Which of those named take part: who stands in the title, or beside a verb of meeting; whoever is only spoken about does not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from searchapp.extract.kind import Kind
from searchapp.extract.layout import Block
from searchapp.extract.mentions import Mention
from searchapp.extract.naming import Naming
from searchapp.extract.office_names import HONORIFIC
from searchapp.extract.sentences import sentences

OPENING = "the opening line"
TITLE = "the title"
SIGNATURE = "the line that says whose text it is"
FURTHER = "a further meeting in the text"

_MEET = re.compile(
    r"""\b(?: (?:will\ |also\ |then\ |jointly\ )*(?:met|meets?|(?:is|are|was|were)\ meeting|spoke|speaks?|talked) (?:\ (?:today|yesterday|virtually|separately|again|briefly|by\ (?:tele)?phone|on\ \w+|\w+ly))*
      | (?:held|holds?|had|has|conducted|convened)\ (?:an?|the|his|her|its|their|separate|talks|consultations|bilateral)\b (?:\ [\w’'()/-]+){0,9}?\ ?(?:meetings?|talks?|calls?|conversations?|dialogue|consultations?|conference|lunch|dinner|breakfast|discussions?)?
      | (?:co-)?(?:hosted|chaired|led)|received|receives|welcomed|called\ on|paid\ an?\ courtesy\ call\ (?:on|to)|received\ an?\ (?:courtesy\ call|visit|telephone\ call)\ (?:from|by)|(?:tele)?phoned|hosts
      | (?:was|were|will\ be|is|are)\ (?:also\ )?(?:joined|led|headed|chaired|co-chaired|attended|represented|received|hosted|accompanied)\ by|(?:was|were|is)\ (?:held|signed|exchanged)\ (?:\S+\ ){0,12}?between|took\ place\ (?:\S+\ ){0,12}?between
      | is\ (?:on|paying|undertaking)\ an?\ (?:\w+\ ){0,2}visit|(?:paid|pays|undertook|made)\ an?\ (?:\w+\ ){0,2}visit
      | joined|exchanged\ views\ with|participated|attended|attends|travel(?:s|ed|led)?|arrived|visited|will\ (?:also\ )?(?:host|hold|join|travel|visit|deliver|participate|attend|lead|meet|release|chair|receive)|made\ a\ (?:phone|telephone)\ call|delivered|signed|announced|concluded )\b""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_MATTER = re.compile(
    r"\b(?:to (?:discuss|reiterate|reaffirm|express|congratulate|thank|follow|coordinate|continue|underscore|emphasize|advance|review|condemn|convey|highlight|welcome|exchange|address|consult|brief|offer|urge|share|strengthen|deepen|explore|talk|attend|recognize|celebrate|mark|commend|accompany|raise)\b"
    r"|regarding|concerning|about (?!\d)|in which|during which|where (?:he|she|they)|in response to|ahead of|prior to (?!this)|following|after|in support of|in honor of|on the (?:margins|sidelines|occasion)"
    r"|(?:and|,) (?:discussed|reiterated|reaffirmed|expressed|congratulated|thanked|condemned|underscored))",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"""\b(?:(?:also|separately|then|later|subsequently|will|would|to)\ (?:also\ |then\ |separately\ )*(?:met|meet|spoke|speak|hold|held|had|paid|received|call)
      |(?:met|meet|meets|(?:spoke|speak)(?!\ (?:of|about)\b)|talks?|consultations|meetings?|calls?|conversation|lunch|dinner|visit)\b[^.;]{0,60}?\b(?:with|to|on|by|from|between)
      |(?:met|meet|meets|hosted)\s+(?:the\ |his\ |her\ )?(?=(?-i:[A-Z]))|signed(?=[^.;]{0,40}\bbetween)|joined(?!\ by)|attended(?!\ by)|participated|present|chaired|hosted|received|phone\ call|(?:led|headed|represented|attended|joined|accompanied)\ by)\b""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_REPORTS = re.compile(
    r"\b(?:said|says|told|asked|what|noted|stated|expressed|explained|added|recalled|stressed|emphasi[sz]ed|underscored|underlined|highlighted|reiterated|reaffirmed|welcomed|thanked|praised|congratulated|condemned|discussed|urged|mentioned|commended|pointed|affirmed|described|introduced|spoke of|briefed|informed|conveyed|hoped|agreed|who|that|which|when|since|as)\b",
    re.IGNORECASE,
)
_BEFORE_NOW = re.compile(
    r"\b(?:(?:last|past) (?:\w+ )?(?:weeks?|months?|years?|night|decade)|previous(?:ly)?|recent(?:ly)?|earlier this (?:week|month|year)|in (?:19|20)\d\d|commitments? made|follows(?: up)?)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(r"\bwill\b|\bto meet\b|\bis scheduled to\b", re.IGNORECASE)
_ASIDE = re.compile(r", who (?:is|was|are|were)\b[^,]*,")
_SAME_SIDE = re.compile(r"\b(?:joined|accompanied) by$", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:(?:death|passing|assassination|killing|murder|arrest|detention|loss|memory|life|legacy|funeral|inauguration|election|re-election|trial) of(?:\s+the)?(?:\s+(?:late|[Ff]ormer))?|accompany(?:ing)?|on behalf of|succeeding|succeeds|in place of|hosted by|invitation of|invited by|will join|together with his wife,?)\s+(?:the\s+)?$"
)
_ATTRIBUTED = re.compile(r"\battribut", re.IGNORECASE)
_SAYS = re.compile(r"\s*,?\s*(?:said|stated|added|commented|noted|declared)\b[^.“\"]{0,60}[“\"]")
_SIGNS = re.compile(rf"(?:From:?\s+|By\s+|Issued by\s+)?(?:{HONORIFIC}\s*)*", re.IGNORECASE)
_TELLS = re.compile(r"\b(?!(?:of|for|the|and)\b)[a-z]{2,}\b")  # a line with more than names and offices in it
_TRIP = re.compile(r"\btravels?\b|\bvisit|\btrip\b|\breturns\b", re.IGNORECASE)
_SIGNED = {
    "remarks",
    "statement",
    "press-conference",
    "joint-statement",
}  # whoever signs a note on a call took no part in it
_MEETINGS = {"meeting", "call", "joint-statement", "other"}
_FRAMING = {"title", "heading", "caption"}
_SMALL = {"byline", "heading", "paragraph"}
_LATER = 12  # paragraphs in which a further meeting is looked for


@dataclass(frozen=True, slots=True)
class Part:
    """A mention of someone who takes part, and what makes us think so.

    after: behind the verb of meeting, or after "with": when nothing else tells, the other side.
    """

    mention: Mention
    rule: str
    after: bool


class Participation:
    """One text being read for those who take part in what it tells of."""

    def __init__(self, naming: Naming, kind: Kind) -> None:
        self.naming, self.kind, self.text = naming, kind, naming.text
        title = next((b.text for b in naming.blocks if b.kind == "title"), "")
        self.trip = kind.type == "other" and bool(_TRIP.search(title))
        self.joint = kind.type == "joint-statement"

    def parts(self) -> Iterator[Part]:
        """Those who take part, as often as the text says so."""
        body = 0
        for block in self.naming.blocks:
            if block.kind in _FRAMING and (block.kind == "title" or not body):
                yield from self._framing(block)
            elif block.kind == "byline" and self.kind.type in _SIGNED:
                yield from (Part(m, SIGNATURE, False) for m in self.naming.of(block))
            elif block.kind == "notice" and self.joint and not _ATTRIBUTED.search(block.text):
                yield from (Part(m, "the line that says who issued it", False) for m in self.naming.of(block))
            elif block.kind in {"paragraph", "item"} and not block.speaker and body < _LATER:
                yield from self._told(block, body)
                body += 1
            elif block.kind == "turn":
                body += 1

    @cached_property
    def _text_from(self) -> int:
        """Where the text begins: the first whole sentence or turn."""
        return next(
            (
                b.start
                for b in self.naming.blocks
                if b.speaker or (b.kind in {"paragraph", "item"} and len(b.text) > 110)
            ),
            0,
        )

    def signatures(self) -> Iterator[Mention]:
        """Officials who stand alone on a line above or below the text: the minister whose release it is."""
        for block in self.naming.blocks:
            if block.kind not in _SMALL or len(block.text) > 110 or re.search(r"[.!?:]$", block.text):
                continue
            for m in self.naming.of(block):
                before, behind = self.text[block.start : m.start], self.text[m.end : block.end]
                signed = _SIGNS.fullmatch(before) or self.naming.authority.issuer_finder.find(before)
                if signed and not _TELLS.search(behind) and (m.office or block.start < self._text_from):
                    yield m

    def _framing(self, block: Block) -> Iterator[Part]:
        rule = TITLE if block.kind == "title" else "a line above the text"
        for m in self.naming.of(block):
            before = self.text[block.start : m.name_start]
            if block.kind == "title" and self.kind.type == "statement" and not self._speaks(m, block):
                continue
            if not _spoken_about(before) and not self._stands_beside(m):
                yield Part(m, rule, _is_other_side(before))

    def _speaks(self, mention: Mention, block: Block) -> bool:
        """Whether the title of a statement names its author: at the beginning, or behind "by"."""
        before = self.text[block.start : mention.start]
        return not before.strip() or bool(
            re.search(r"\b(?:[Bb]y|[Ff]rom|[Ww]ith)\s+(?:the\s+)?(?:[A-Z]\w+\s+){0,3}$", before)
        )

    def _told(self, block: Block, number: int) -> Iterator[Part]:
        """Those beside a verb of meeting: in the first paragraph, or later where a further meeting is told."""
        raw = self.text[block.start : block.end].replace("\n", " ")
        first = number == 0
        if not first and self.kind.type not in _MEETINGS:
            return
        if not first and not self.joint and not _AGAIN.search(raw):
            return
        here = self.naming.of(block)
        if not here:
            return
        body = raw[: here[-1].end - block.start + 400]
        for position, (start, end) in enumerate(sentences(body)):
            inside = [m for m in here if start <= m.name_start - block.start < end and not self._only_owns(m)]
            if not inside:
                continue
            if self.joint:
                yield from self._quoted(inside)
            if (first and position == 0) or (self.joint and number < 3):
                yield from self._opening(block, body, start, end, inside)
            elif self.kind.type in _MEETINGS or first:
                yield from self._further(block, body, start, end, inside, whole=first)

    def _opening(
        self, block: Block, body: str, start: int, end: int, inside: list[Mention]
    ) -> Iterator[Part]:
        """A sentence that tells of the meeting itself: everyone in it before its matter."""
        found = _MEET.search(body, start, end)
        if not found:
            return
        cut = _matter(body, found.end(), end)
        between = found.group().lower().endswith("between")
        joined = bool(_SAME_SIDE.search(found.group()))
        for m in inside:
            at = m.name_start - block.start
            if at < cut or (self.trip and self._is_met(body, at, cut, end)):
                acts = between and m is next(
                    (x for x in inside if x.name_start - block.start > found.end()), m
                )
                yield Part(m, OPENING, at > found.start() and not acts and not joined)

    def _is_met(self, body: str, at: int, cut: int, end: int) -> bool:
        """Whether a name behind the matter is someone to be met: "..., where he will meet with ..."."""
        found = re.compile(r"\b(?:will (?:also )?(?:meet|hold|speak)|to meet)\b").search(body, cut, end)
        return bool(found) and found is not None and found.end() <= at < _matter(body, found.end(), end)

    def _further(
        self, block: Block, body: str, start: int, end: int, inside: list[Mention], *, whole: bool
    ) -> Iterator[Part]:
        """A later sentence whose own first verb is one of meeting; what was before now is no part of it."""
        sentence = body[start:end]
        found = _AGAIN.search(body, start, end)
        if not found or _BEFORE_NOW.search(body, start, _matter(body, found.end(), end)):
            return
        if not self.trip and _REPORTS.search(_ASIDE.sub(",", body[start : found.start()])):
            return
        verb = _MEET.search(body, start, end)
        begin = min(found.start(), verb.start()) if verb else found.start()
        cut = _matter(body, found.end(), end)
        joined = bool(_SAME_SIDE.search(found.group()))
        for m in inside:
            at = m.name_start - block.start
            if at >= cut and not (self.trip and self._is_met(body, at, cut, end)):
                continue
            planned = _PLANNED.search(sentence) if self.trip else None
            if whole or m.honorific or planned or (m.office and at > begin):
                yield Part(m, FURTHER, at > begin and not joined)

    def _quoted(self, inside: list[Mention]) -> Iterator[Part]:
        """Officials whose words a joint statement gives: `High Representative Josep Borrell said: “`."""
        for m in inside:
            if m.office and _SAYS.match(self.text, m.end):
                yield Part(m, "is quoted in the joint statement", False)

    def _only_owns(self, mention: Mention) -> bool:
        """Whether a name only owns something ("President Putin’s war"), or is that of someone accompanied."""
        return self.text[mention.name_end : mention.name_end + 2] in {"’s", "'s"} or self._stands_beside(
            mention
        )

    def _stands_beside(self, mention: Mention) -> bool:
        """Whether someone is only accompanied, succeeded, invited, or has died."""
        before = self.text[max(0, mention.start - 40) : mention.start].replace("\n", " ")
        return bool(_BESIDE.search(before))


def _matter(body: str, start: int, end: int) -> int:
    """Where a sentence turns from who met to what they spoke about."""
    found = _MATTER.search(body, start, end)
    return found.start() if found else end


def _is_other_side(before: str) -> bool:
    """Whether what stands before a name in a title makes it the other side."""
    return bool(
        re.search(
            r"\b(?:with|to|from|meets|between\b.*\band)\b|\b(?:call|visit|talk)s?\b.*\bby\b",
            before,
            re.IGNORECASE,
        )
    )


def _spoken_about(before: str) -> bool:
    """Whether a title only speaks about someone: "Call on the Arrest of ..."."""
    return bool(
        re.search(
            r"\b(?:arrest|death|passing|detention|sentencing|election|re-election|release|on the|inauguration|assassination|killing|attack on|appointment|conviction|anniversary|trial|designations?|sanctioning|sanctions?) (?:of|on)\b|\breward\b.*\bfor\b|\bagainst\b|\bshould\b|\b(?:previewing|ahead of|following|regarding)\b",
            before,
            re.IGNORECASE,
        )
    )
