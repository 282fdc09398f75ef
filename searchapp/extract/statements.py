"""Who said what: every sentence that reports speech, with its side, its speaker and its verb.

Turns and speeches are word for word, and each of their passages is one statement. Elsewhere a sentence is a
statement where a verb of speech has a subject that we can tell. Not sure means no side.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from searchapp.extract.attribution import SAYING, Attribution
from searchapp.extract.clauses import anchor, clauses, may_report
from searchapp.extract.quotations import Quotation, quotations
from searchapp.extract.references import References
from searchapp.extract.sentences import sentences
from searchapp.extract.subjects import BE, GROUPS, Word, noun_phrase, words_of
from searchapp.extract.voices import NOBODY, Voice, Voices
from searchapp.readout import Entity, Passage, Statement

_WE = re.compile(r"\b(?:[Ww]e|I)\b(?![.-])")
_OURSELVES = re.compile(r"\b(?:[Ww]e|I|[Oo]ur|[Mm]y)\b(?![.-])")
_ANY = re.compile(r"\w")
_QUESTION = re.compile(r"^(?:Q|question|reporter|journalist|interviewer|host|press)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:question|reporter|journalist|interviewer|host)\s?:", re.IGNORECASE
)  # no turn of its own
_UNTOLD = frozenset({"met", "held", "gathered", "convened"})

_READ = 4_000  # characters of a sentence
_HEAD = 30  # words of a sentence in which its subject stands
_VERBS = BE | frozenset(
    "will shall must should has have also continue continues remain remains stand stands".split()
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A finding before it is a statement."""

    voice: Voice
    verb: str | None
    verb_class: str | None


def statements(
    passages: Sequence[Passage], voices: Voices, type_: str, title: str = ""
) -> tuple[Statement, ...]:
    """The statements of a readout, in order. type_: of the readout, which tells who "we" are."""
    return tuple(_Walk(voices, type_, title, passages).statements())


class _Walk:
    """Goes through a readout from passage to passage, and knows of whom it was spoken last."""

    def __init__(self, voices: Voices, type_: str, title: str, passages: Sequence[Passage]) -> None:
        self.voices, self.type = voices, type_
        self.passages = passages
        self.references = References(voices, type_, title)
        self.attribution = Attribution(voices, self.references)
        self.quoting: Voice | None = None  # whose words run on into the next passage
        self.unmarked: re.Pattern[str] | None = None  # what a paragraph without marks has that is such words
        self.verbatim = self._is_verbatim()

    def statements(self) -> Iterator[Statement]:
        for at, passage in enumerate(self.passages):
            if passage.kind == "heading":
                self.quoting, self.unmarked = self.attribution.announced(passage.text), None
            elif passage.kind == "turn" or passage.speaker:
                yield from self._turn(passage)
            elif self.verbatim:
                yield _whole(passage, self.verbatim, None)
            else:
                yield from self._told(passage, self.passages[at + 1 : at + 6])

    # ---- word for word

    def _is_verbatim(self) -> Voice | None:
        """The speaker of a speech without turns: one person of ours, who says "I" and "we" again and again."""
        if self.type != "remarks" or any(p.speaker for p in self.passages):
            return None
        told = [p for p in self.passages if p.kind != "heading"]
        own = sum(bool(_OURSELVES.search(p.text)) for p in told)
        if len(self.voices.ours) != 1 or self.voices.theirs or own * 2 < len(told) or own < 2:
            return None
        return self.voices.only("home")

    def _turn(self, passage: Passage) -> Iterator[Statement]:
        label = passage.speaker or ""
        if _QUESTION.match(label) or _ASKED.match(passage.text):
            yield _whole(passage, NOBODY, "asked")
            return
        yield _whole(passage, self.voices.labelled(label, passage.side), None)

    # ---- told

    def _told(self, passage: Passage, behind: Sequence[Passage]) -> Iterator[Statement]:
        text = passage.text
        quotes = quotations(text)
        cut = sentences(text)
        spoken = {quote: self.attribution.of(text, quote, cut) for quote in quotes}
        carried, self.quoting = self.quoting, None
        if carried and not quotes and self._goes_on(text):
            yield _whole(passage, carried, "stated", "say")
            self.quoting, self.unmarked = carried, _OURSELVES
            return
        if quotes and quotes[0].start <= 1 and not spoken[quotes[0]]:
            spoken[quotes[0]] = carried or self.attribution.signed(behind)
        for start, end in cut:
            last = bisect_right(quotes, start, key=_start) - 1
            inside = quotes[last] if last >= 0 and start < quotes[last].end else None
            if inside:
                yield _statement(passage, start, end, _Said(spoken[inside] or NOBODY, "say", "stated"))
                continue
            hidden = quotes[last + 1 : bisect_right(quotes, end - 1, key=_start)]
            opened = hidden[0] if hidden else None
            for said in self._sentence(text, start, end, hidden):
                if opened and spoken[opened] is None:
                    spoken[opened] = said.voice
                yield _statement(passage, start, end, said)
        if quotes and quotes[-1].end >= len(text) - 1:
            self.quoting, self.unmarked = spoken[quotes[-1]], None
        else:
            voice = self.quoting = self.attribution.announced(text)
            # what "a spokesperson said:" is the readout itself, unless it says "we"
            self.unmarked = _OURSELVES if voice and voice.side and not voice.speaker else _ANY

    def _goes_on(self, text: str) -> bool:
        """Whether a paragraph without quotation marks is what someone "said:"; a further one only if it says "I"."""
        return self.unmarked is not None and not text.endswith(":") and bool(self.unmarked.search(text))

    def _sentence(self, text: str, start: int, end: int, hidden: Sequence[Quotation]) -> Iterator[_Said]:
        if not may_report(text[start:end]) and not self.references.issuers:
            return
        words = words_of(text, start, min(end, start + _READ))
        if hidden:
            words = [w for w in words if not any(q.start < w.start < q.end for q in hidden)]
        found = clauses(words)
        told: list[_Said] = []
        for clause in found:
            voice = self.references.voice(clause)
            if voice == NOBODY and self.references.issuers and words[0].low == "we":
                voice = self.references.first_person()  # "We, the Ministers of X and Y, condemn"
            if voice is None:
                continue
            if (
                voice == NOBODY
                and (hidden or text[end - 1] == ":")
                and clause.verb.lemma in SAYING
                and clause.subject
                and clause.subject.kind == "named"
            ):
                voice = self.attribution.heard(
                    text[start : hidden[0].start if hidden else end], clause.subject.names[-1]
                )
            if told and (
                voice.side is None
                or any(voice.side == t.voice.side and voice.speaker in {None, t.voice.speaker} for t in told)
            ):
                continue
            told.append(_Said(voice, clause.verb.lemma, clause.verb.verb_class))
        if not found and (subject := anchor(words)):
            self.references.remember(subject, self.references.of_subject(subject))
        if not told and (own := self._own(text[start:end], words)):
            told.append(own)
        yield from told

    def _own(self, text: str, words: Sequence[Word]) -> _Said | None:
        """A sentence that is the issuers' own without a verb of speech: "We will continue to meet"."""
        joint = self.type == "joint-statement"
        if not self.references.issuers:
            return None
        if _WE.search(text):
            at = next((i for i, w in enumerate(words) if w.low in {"we", "i"}), None)
            if at is None or (
                joint and words[at + 1 : at + 2] and words[at + 1].text == "," and _tells(words[at:])
            ):
                return None
            voice = self.references.first_person()
            return _Said(voice, None, None) if voice else None
        return self._of_issuers(words) if joint else None

    def _of_issuers(self, words: Sequence[Word]) -> _Said | None:
        """A sentence of a joint statement of which the issuers, or one of them, are the subject: "The two sides are ..."."""
        for at, word in enumerate(words[:_HEAD]):
            if not words[at + 1 : at + 2] or not _is_verb(words[at + 1].text):
                continue
            if not (word.text[0].isupper() or word.low in GROUPS):
                continue
            subject = noun_phrase(words, at)
            if subject is None or _tells(words[at + 1 : at + 5]):
                continue
            if subject.first and words[subject.first - 1].text != ",":
                continue
            if voice := self.references.of_issuer(subject):
                return _Said(voice, None, None)
        return None


def _is_verb(word: str) -> bool:
    """Whether a word behind a subject is surely no noun."""
    return word in _VERBS or (word.endswith("ed") and word.islower() and len(word) > 4)


def _tells(words: Sequence[Word]) -> bool:
    """Whether "We, the Ministers of X and Y, met in Z" only says that they met."""
    return any(word.low in _UNTOLD for word in words[:25])


def _start(quote: Quotation) -> int:
    return quote.start


def _whole(passage: Passage, voice: Voice, verb_class: str | None, verb: str | None = None) -> Statement:
    return Statement(
        passage.anchor, passage.text, 0, len(passage.text), voice.side, voice.speaker, verb, verb_class
    )


def _statement(passage: Passage, start: int, end: int, said: _Said) -> Statement:
    speaker: Entity | None = said.voice.speaker if said.voice.side != "joint" else None
    return Statement(
        passage.anchor,
        passage.text[start:end],
        start,
        end,
        said.voice.side,
        speaker,
        said.verb,
        said.verb_class,
    )
