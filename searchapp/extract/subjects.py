"""Sentences as words, and the subject that stands before a verb: "Minister X", "they", "both sides", "X and Y"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from searchapp.authority.people import PARTICLES

Kind = Literal["named", "group", "we", "i", "they", "it", "he", "she", "other-side"]
"""What a subject is: a name or office, a number of people, a pronoun, or "his counterpart"."""

_WORD = re.compile(r"\w+(?:[’'‑/&-]\w+|(?<=\b[A-Za-z])\.(?:[A-Za-z]\b)?)*|[^\w\s]")
_SHORT = frozenset(
    "mr ms mrs dr hon prof gen amb sen lt rt st".split()
)  # a full stop behind them ends nothing
_PRONOUNS: dict[str, Kind] = {"he": "he", "she": "she", "they": "they", "both": "group", "we": "we", "i": "i", "it": "it"}  # fmt: skip
GROUPS = frozenset(
    """ministers secretaries presidents leaders sides countries parties officials governments delegations counterparts principals
    participants partners members diplomats representatives chancellors premiers ambassadors heads nations interlocutors envoys
    allies deputies democracies economies two pair group trio three four directors commissioners peoples states spokespersons chairs co-chairs""".split()
)
_BEFORE_GROUP = frozenset(
    """the two both three four five six seven eight all our their these those other respective foreign prime defence defense finance
    trade vice deputy senior participating like-minded partner heads-of-state our top new female many several head co-chairing g7""".split()
)
_ARTICLES = frozenset({"the", "both", "all", "two", "our", "these"})
_SIDES = frozenset(
    "side delegation government counterpart governments spokesperson spokesman spokeswoman".split()
)
_INSIDE = frozenset("of for the and".split()) | PARTICLES
LEFT = frozenset(
    """of by with to from between for on about like than toward towards against including via through among regarding concerning
    alongside behind beside under over upon without within per near following across despite given in at during since until""".split()
)
_OPENERS = frozenset(
    """in at on during today yesterday tomorrow also furthermore moreover additionally finally however meanwhile later earlier
    while and but as after before when regarding for with from by following thus then afterwards subsequently separately secondly first
    second third lastly responding welcoming noting recalling this that these those monday tuesday wednesday thursday friday saturday
    sunday q a""".split()
)
_ADVERBS = frozenset(
    """also again once further then both all each thus therefore together meanwhile furthermore moreover too just always not
    likewise instead in turn once more subsequently later first next finally too ever never to""".split()
)
_AUXILIARIES = frozenset("has have had do does did".split())
_FUTURE = frozenset({"will", "shall"})
_MODALS = frozenset("would should can could may might must".split())
BE = frozenset("am is are was were be been being".split())
_JOINED = 6  # names that "and" joins, one after another
_LISTED = 40  # names in a list
_RUN = 25  # words of a name with its offices
_APART = 30  # words between two commas, of a remark inside a sentence


class Word(NamedTuple):
    """A word or a mark of punctuation, with its place in the passage; low: in lower case."""

    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what the verb says. names: each one's name or office as printed, for "named" and sides;
    first: the place of its first word; plural: more than one by its form."""

    kind: Kind
    names: tuple[str, ...]
    first: int
    plural: bool
    future: bool = False


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of a stretch of text."""
    new = tuple.__new__  # a third of the time that the constructor takes, and there are thousands of words
    return [new(Word, (w := m[0], w.lower(), m.start(), m.end())) for m in _WORD.finditer(text, start, end)]


def subject_before(words: Sequence[Word], verb: int, *, stance: bool = False) -> Subject | None:
    """The subject of the verb at a place; None where none stands before it, or the verb is passive.

    stance: the verb is an adjective behind a form of "be", which then makes no passive.
    """
    at, future = verb - 1, False
    while at >= 0:
        low = words[at].low
        if low in _MODALS:
            return None
        if low in _FUTURE:
            future = True
        elif low == "both" and (at == 0 or words[at - 1].text in ",;"):
            break
        elif low in BE or low in {"remain", "remains", "remained", "stand", "stands", "stood"}:
            if not stance:
                return None
        elif not (
            low in _ADVERBS or low in _AUXILIARIES or (low.endswith("ly") and words[at].text.islower())
        ):
            break
        at -= 1
    if at == verb - 1 and words[at].low == "to":
        return None
    found = _over_remarks(words, at)
    return replace(found, future=True) if found and future else found


def _over_remarks(words: Sequence[Word], at: int) -> Subject | None:
    """The subject that ends at a place, or before remarks between commas: "X, on behalf of Peru, said"."""
    for _ in range(3):
        if at < 0:
            return None
        if words[at].text not in {",", "–", "—", ")"}:
            return noun_phrase(words, at)
        opening = "(" if words[at].text == ")" else words[at].text
        before = at - 1
        while before > 0 and at - before < _APART and words[before].text != opening:
            before -= 1
        if before <= 0 or words[before].text != opening:
            return None
        at = before - 1
        if at >= 0 and words[at].text not in {",", ")"} and (found := noun_phrase(words, at)):
            return found
    return None


def noun_phrase(words: Sequence[Word], last: int, depth: int = 0) -> Subject | None:
    """The name, pronoun or group whose last word stands at a place, with all that "and" joins to it.

    depth: how many are joined already; more than _JOINED are no list of speakers.
    """
    if depth > _JOINED:
        return None
    word = words[last]
    if word.text == ")" and last > 2 and words[last - 2].text == "(":  # "the Republic of Korea (ROK)"
        return noun_phrase(words, last - 3, depth + 1)
    if word.low in {"itself", "himself", "herself", "themselves"} and last:
        return noun_phrase(words, last - 1, depth + 1)
    if kind := _PRONOUNS.get(word.low):
        if kind == "i" and word.text != "I":
            return None
        return _free(words, Subject(kind, (), last, kind in {"they", "we", "group"}))
    if word.low in GROUPS and word.text != "States":
        group = _group(words, last)
        return _free(words, group) if words[group.first].low in _ARTICLES else _joined(words, group, depth)
    if word.low in _SIDES and (side := _side(words, last)):
        return _joined(words, side, depth)
    if word.text[0].isupper() and not word.text.endswith(("’s", "'s")):
        named = _named(words, last)
        return _joined(words, named, depth) if named else None
    return None


def _group(words: Sequence[Word], last: int) -> Subject:
    first = last
    while first > max(0, last - _RUN) and (words[first - 1].low in _BEFORE_GROUP or words[first - 1].text[0].isupper()) and words[first - 1].low not in _OPENERS:  # fmt: skip
        first -= 1
    name = " ".join(word.text for word in words[first : last + 1])
    return Subject("group", (name,), first, True)


def _side(words: Sequence[Word], last: int) -> Subject | None:
    """ "the Mexican side", "his counterpart": back to the article, which a group of this kind has."""
    for first in range(last, max(last - 6, -1), -1):
        low = words[first].low
        if low in {"the", "his", "her", "their", "a", "an"}:
            name = " ".join(word.text for word in words[first + 1 : last + 1])
            own = words[last].low == "counterpart" and low != "the"
            return Subject("other-side" if own else "named", (name,), first, False)
        if not (words[first].text[0].isupper() or first == last or low in {"foreign"}):
            return None
    return None


def _named(words: Sequence[Word], last: int) -> Subject | None:
    first = at = last
    while at >= 0 and last - at < _RUN:
        word = words[at]
        if word.text[0].isupper() or (word.text.endswith(".") and len(word.text) > 1):
            if word.low in _OPENERS and at < last:
                break
            first = at
        elif word.text == "." and at and words[at - 1].low in _SHORT:
            pass
        elif word.text == ")" and at > 1 and words[at - 2].text == "(":
            at -= 2
        elif word.low == "and" or not (word.low in _INSIDE or word.text in {"/", "&"}):
            if word.low == "and" and _inside_office(words, at):
                pass
            else:
                break
        elif word.low == "the" and (at == 0 or words[at - 1].low not in {"of", "for"}):
            first = at
            break
        at -= 1
    if words[first].low in _OPENERS:
        return None
    run = words[first : last + 1]
    if run[0].low in {"of", "for"}:
        return None
    if (
        first
        and words[first - 1].low == "of"
        and first > 1
        and words[first - 2].low in {"government", "governments", "president", "people"}
    ):
        first -= 3 if first > 2 and words[first - 3].low == "the" else 2
    plural = any(word.low in GROUPS and word.text != "States" for word in run)
    return Subject("group" if plural else "named", (" ".join(word.text for word in run),), first, plural)


def _inside_office(words: Sequence[Word], at: int) -> bool:
    """Whether an "and" joins fields of one office: "Minister of Foreign Affairs and Trade", "Prime Minister and
    Foreign Minister X" (the office before it has no name)."""
    left = [word.low for word in words[max(0, at - 5) : at]]
    return bool(left) and (
        (
            left[-1] in {"affairs", "commonwealth", "europe", "defence", "security", "trade", "economy"}
            and bool({"of", "for"} & set(left))
        )
        or left[-1] in {"prime-minister"}
    )


def _joined(words: Sequence[Word], last: Subject, depth: int) -> Subject | None:
    """A subject with those that "and" puts before it: "X and Y", "X, Y and Z", "he and Y"."""
    subject, at = last, last.first - 1
    if at > 0 and words[at].low == "and":
        listed = words[at - 1].text == ","
        at -= 2 if listed else 1
        before = noun_phrase(words, at, depth + 1) if at >= 0 else None
        if before and (not listed or _in_list(words, before)):
            kind = before.kind if before.kind in {"he", "she", "group"} else "named"
            subject = Subject(kind, _together(before, subject), before.first, True)
            at = subject.first - 1
            while at > 0 and words[at].text == "," and kind == "named" and len(subject.names) < _LISTED:
                more = noun_phrase(words, at - 1, depth + 1)
                if not more or more.kind != "named":
                    break
                subject = Subject(kind, more.names + subject.names, more.first, True)
                at = subject.first - 1
            if subject.first and words[subject.first - 1].low == "both":
                subject = replace(subject, first=subject.first - 1)
    return _free(words, subject)


def _in_list(words: Sequence[Word], before: Subject) -> bool:
    """Whether a comma before "and" stands in "X, Y, and Z", not between two clauses."""
    return before.kind == "named" and (not before.first or words[before.first - 1].text == ",")


def _together(before: Subject, last: Subject) -> tuple[str, ...]:
    """The names of both; a group ("the Governments of X") stays one phrase with what follows."""
    names = before.names + last.names
    return (" and ".join(names),) if before.kind == "group" else names


def _free(words: Sequence[Word], subject: Subject) -> Subject | None:
    """The subject, unless a preposition makes it a part of something else ("the visit of X showed")."""
    before = words[subject.first - 1].low if subject.first else ""
    return None if before in LEFT or before.endswith(("’s", "'s")) else subject
