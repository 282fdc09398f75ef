"""Of whom a sentence speaks: names, offices, "he", "they", "his counterpart", resolved by what stood before."""

import re

from searchapp.extract.clauses import Clause
from searchapp.extract.subjects import Subject
from searchapp.extract.voices import NOBODY, Voice, Voices

_FORUMS = frozenset(
    "Quad G7 G20 AUKUS ASEAN BRICS MIKTA APEC EU NATO E3 V4 NB8 IPEF CARICOM".split()
)  # speak as one
_ALONE = frozenset({"statement", "remarks"})  # texts in which "we" is the issuer
_DEEDS = frozenset(
    "announce decide support introduce maintain recognize accept endorse back register present provide offer".split()
)
_PAIR = frozenset({"two", "both"})
_PARTIES = frozenset(
    "sides countries parties nations governments partners members states leaders ministers two".split()
)
_BILATERAL = frozenset({"meeting", "call", "joint-statement"})


class References:
    """Knows of whom it was spoken last, from sentence to sentence.

    alone: nobody but the issuer speaks in the text; issuers: its "we" is whoever issued it. one: the person of whom it was spoken last;
    sure: nobody else came between. alone_so_far: of nobody else at all. together: it was spoken of both sides last.
    """

    def __init__(self, voices: Voices, type_: str, title: str) -> None:
        self.voices, self.type, self.title = voices, type_, title
        self.alone = type_ in _ALONE and not voices.theirs
        self.issuers = self.alone or type_ == "joint-statement"
        self.one: Voice | None = None
        self.country: Voice | None = None
        self.sure = False
        self.together = False
        self.alone_so_far = True

    def voice(self, clause: Clause) -> Voice | None:
        """The voice of a clause; None where its subject can speak for no one here."""
        subject = clause.subject
        if subject is None:
            return None if self.alone else Voice("joint")
        if subject.future and self.type != "joint-statement":
            return None
        voice = self.of_subject(subject)
        self.remember(subject, voice)
        if voice and self._only_did(subject, voice, clause):
            return None
        if voice and clause.together and subject.kind != "we" and self._both():
            return Voice("joint")
        return voice

    def _only_did(self, subject: Subject, voice: Voice, clause: Clause) -> bool:
        """Whether a readout of a meeting tells of what a country once did, not of what was said there."""
        told = clause.verb.lemma in _DEEDS and subject.kind == "named" and voice.speaker is None
        return told and self.type != "joint-statement" and voice.side in {"home", "counterpart"}

    def of_subject(self, subject: Subject) -> Voice | None:
        match subject.kind:
            case "he" | "she":
                if subject.names:
                    return Voice("joint")
                return self._pronoun(subject.kind == "she")
            case "they":
                return Voice("joint") if self._both() or self.together else None
            case "it":
                return self.country
            case "we" | "i":
                return self.first_person()
            case "group":
                return self._group(subject)
            case "other-side":
                return self._other()
            case _:
                return self._several(subject) if len(subject.names) > 1 else self._single(subject)

    def _single(self, subject: Subject) -> Voice | None:
        voice = self.voices.named(subject.names[0])
        if voice in (None, NOBODY) and self.type == "joint-statement" and self.is_co_issuer(subject.names[0]):
            return Voice("joint")
        return voice

    def _several(self, subject: Subject) -> Voice | None:
        voices = [self.voices.named(name) for name in subject.names]
        sides = {voice.side for voice in voices if voice}
        if not sides - {None}:
            if (
                self.type == "joint-statement"
                and subject.first == 0
                and not self.voices.codes(" ".join(subject.names))
            ):
                return Voice("joint")
            if not self.voices.sided and self._both():
                return Voice("joint")
            return NOBODY if any(voices) else None
        if len(sides - {None}) == 1 and all(v and v.side for v in voices):
            side = next(iter(sides))
            return Voice(side)
        return Voice("joint")

    def _group(self, subject: Subject) -> Voice | None:
        if self.alone or not (self._both() or _PAIR & set(" ".join(subject.names).lower().split())):
            return None
        codes = self.voices.codes(subject.names[0]) if subject.names else []
        side = self.voices.side_of(codes) if codes else None
        if codes and side is None:
            return None
        if side == "home" and set(codes) != {self.voices.home}:
            return Voice("joint")
        return Voice(side or "joint")

    def is_co_issuer(self, name: str) -> bool:
        """Whether a body is one whose members issue the statement: "the Quad" in a statement of the Quad."""
        words = set(re.findall(r"[\w-]+", name)) - {"The", "the"}
        return bool(words) and words <= _FORUMS and bool(words & set(re.findall(r"[\w-]+", self.title)))

    def _pronoun(self, female: bool) -> Voice:
        if self.one and self.sure and self.voices.fits(self.one, female):
            return self.one
        if by_gender := self.voices.of_gender(female):
            return by_gender
        if self.one and self.alone_so_far and self.voices.fits(self.one, female):
            return self.one
        return NOBODY

    def of_issuer(self, subject: Subject) -> Voice | None:
        """The voice of issuers who are the subject of a sentence without a verb of speech: countries and
        bodies, not people, who may only have travelled."""
        match subject.kind:
            case "group":
                meant = bool(subject.names and _PARTIES & set(subject.names[0].lower().split()))
            case "named":
                meant = all(self.is_co_issuer(name) or self.voices.is_country(name) for name in subject.names)
            case _:
                meant = False
        voice = self.of_subject(subject) if meant else None
        return voice if voice and voice.side and voice.speaker is None else None

    def _other(self) -> Voice:
        """The other side of whom it was spoken last."""
        if not self.one or not self.one.side:
            return NOBODY
        return self.voices.only("counterpart" if self.one.side == "home" else "home")

    def first_person(self) -> Voice | None:
        if self.type == "joint-statement":
            return Voice("joint")
        return self.voices.only("home") if self.alone else None

    def _both(self) -> bool:
        """Whether two sides take part."""
        return bool(self.voices.theirs or self.voices.others or self.type in _BILATERAL)

    def remember(self, subject: Subject, voice: Voice | None) -> None:
        if subject.kind in {"he", "she", "it"} and not subject.names:
            return
        self.together = bool(voice and voice.side == "joint")
        if voice and voice.side in {"home", "counterpart"} and not subject.plural:
            if voice.speaker or subject.kind == "other-side":
                self.alone_so_far = self.one in {None, voice} and self.alone_so_far
                self.one, self.sure = voice, True
            else:
                self.country = voice
        elif voice:
            self.sure = False
