"""What may have been meant by a query with misspelt words: the same text with other words that the collection has.

For: offers, each of which finds something. Not for: running them; what was typed is what is searched.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise, product
from math import exp, log

from searchapp import clause as c
from searchapp import query as q
from searchapp.analysis import is_cjk, stem, tokens
from searchapp.authority import Authority
from searchapp.directory import COLUMNS, Listing, listing
from searchapp.engine import Reader
from searchapp.errors import QueryError
from searchapp.function_words import is_function_word
from searchapp.results import Mark, Offer
from searchapp.schema import FIELDS
from searchapp.spelling import slip
from searchapp.syntax import parse

FEW = 3  # readouts
# so many times as many must a correction find, where what was typed finds fewer than FEW, or more
TIMES, RARELY = 10, 1_000
_OFFERS = 3
_WAYS = 12  # other words for one word
_TRIED = 36  # texts that are counted for one query
_READ = 3_000  # characters of all those texts; of a long query fewer are counted
_WORDS = 4  # unknown words of a query; with more it is another language, or no query
_KNOWN = 16  # words of a query that the collection has, in whose places others are tried, one at a time
_LONGEST = 40  # letters; longer words are no words
_SHORT = 3  # letters; shorter words are not corrected
_LONG = 5  # letters; shorter words are corrected where nothing is found, by one letter
_PART = 3  # letters of a word that stands unparted from its neighbour
Count = Callable[[q.Query], int]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as typed: characters [start, end) of the text; in a value of a field, or in quotes."""

    text: str
    start: int
    end: int
    field: str | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """What a word may have been meant for, and the logarithm of how likely that is, whatever else was typed."""

    text: str
    slip: float
    frequency: int

    @property
    def likelihood(self) -> float:
        return self.slip + log(self.frequency)


def respelt(
    text: str,
    query: q.Query,
    found: int,
    authority: Authority,
    reader: Reader,
    count: Count,
    *,
    unknown_only: bool = False,
) -> tuple[Offer, ...]:
    """The likeliest texts that may have been meant by one that found so few readouts, the likeliest first.

    query: the text as parsed. count: how many readouts a query finds, within what else was asked for. Each
    offer finds something; where the text found some, many times as much. A slip is in one of a thousand words or
    so, and a collection has its own: one that finds more than a thousandth of it is no slip. unknown_only: words
    that the collection has are left as they are.
    """
    times = TIMES if found < FEW else RARELY
    if found >= FEW and found * times > reader.manifest.readouts:
        return ()
    speller = _Speller(authority, reader, times)
    likely: dict[str, tuple[float, Offer]] = {}
    most = max(1, min(_TRIED, _READ // max(1, len(text))))
    for changes in islice(speller.changes(text, query, found, unknown_only=unknown_only), most):
        offer = _offer(text, changes, count)
        if offer and offer.total >= max(1, times * found) and offer.text not in likely:
            likely[offer.text] = sum(way.slip for _, way in changes) + log(offer.total), offer
    ranked = sorted(likely.values(), key=lambda one: -one[0])[:_OFFERS]
    return tuple(offer for score, offer in ranked if exp(score - ranked[0][0]) * TIMES >= 1)


class _Speller:
    def __init__(self, authority: Authority, reader: Reader, times: int) -> None:
        self._authority, self._reader, self._times = authority, reader, times

    def changes(
        self, text: str, query: q.Query, found: int, *, unknown_only: bool
    ) -> Iterator[list[tuple[_Word, _Way]]]:
        """Words of a query with others in their places, the likeliest first: all that nothing has, else any one.

        Where something was found, the word must be a rare one.
        """
        typed = list(_words(query, text))
        if not found:
            yield from ([one] for one in self._joined(typed, text))
        words = [word for word in typed if self._may_be_wrong(word)]
        have = {word: self._frequency(word) for word in words}
        unknown = [word for word in words if not have[word]]
        if unknown:
            ways = [[(word, way) for way in self._ways(word)] for word in unknown[:_WORDS]]
            every = (list(chosen) for chosen in product(*filter(None, ways)))
            yield from sorted(
                islice((one for one in every if one), 20 * _TRIED),
                key=lambda one: -sum(way.likelihood for _, way in one),
            )
        if unknown or unknown_only:
            return
        some = [
            word for word in words if not found or (len(word.text) >= _LONG and not self._is_of_a_name(word))
        ]
        each = [(word, way) for word in some[:_KNOWN] if not word.quoted for way in self._ways(word, 1)]
        likely = [(word, way) for word, way in each if not found or way.frequency >= self._times * have[word]]
        yield from ([one] for one in sorted(likely, key=lambda one: -one[1].likelihood + log(have[one[0]])))

    def _is_of_a_name(self, word: _Word) -> bool:
        return any(
            self._listing(field).with_words(frozenset({word.text}))
            for field in ("person", "country", "topic")
        )

    def _may_be_wrong(self, word: _Word) -> bool:
        known = not (word.quoted or word.field) and is_function_word(word.text)
        return (
            not known
            and word.text.isalpha()
            and _SHORT <= len(word.text) <= _LONGEST
            and not is_cjk(word.text)
        )

    def _frequency(self, word: _Word) -> int:
        """In how many readouts a word stands as the query means it."""
        if word.field:
            here = self._listing(word.field)
            return sum(here.known[id_].count for id_ in here.with_words(frozenset({word.text})))
        wanted = c.Exact((word.text,)) if word.quoted else c.Term(word.text, stem(word.text))
        return self._reader.count(wanted)

    def _ways(self, word: _Word, distance: int = 2) -> list[_Way]:
        most = min(distance, 1 if len(word.text) < _LONG else 2)
        here = self._listing(word.field) if word.field else None
        for far in range(1, most + 1):
            near = here.near_words(word.text, far) if here else self._near(word.text, far)
            ways = [
                _Way(self._written(other, here), slip(word.text, other, far), count)
                for other, count in near.items()
                if other != word.text and (far == 1 or other[0] == word.text[0])
            ]
            if not (word.field or word.quoted):
                ways += self._parted(word.text)
            if ways:
                return sorted(ways, key=lambda way: -way.likelihood)[:_WAYS]
        return []

    def _near(self, word: str, distance: int) -> dict[str, int]:
        """The words of texts, and of names under which the collection knows someone or some country."""
        found: dict[str, int] = {}
        for field in ("person", "country"):
            found |= self._listing(field).near_words(word, distance)
        return found | dict(self._reader.near_words(word, distance))

    def _parted(self, word: str) -> Iterator[_Way]:
        """Two words of which this one is made, if they stand side by side somewhere."""
        for at in range(_PART, len(word) - _PART + 1):
            if count := self._reader.count(c.Exact((word[:at], word[at:]))):
                yield _Way(f"{word[:at]} {word[at:]}", 0.0, count)

    def _joined(self, words: list[_Word], text: str) -> Iterator[tuple[_Word, _Way]]:
        """Two words that stand side by side, as one that the collection has."""
        for one, other in pairwise(words):
            if not (one.field or other.field) and text[one.end : other.start] == " ":
                word = one.text + other.text
                if count := self._reader.count(c.Exact((word,))):
                    yield _Word(word, one.start, other.end, None, one.quoted), _Way(word, 0.0, count)

    def _written(self, word: str, here: Listing | None) -> str:
        """A folded word with the accents that it has in a name."""
        listings = [here] if here else [self._listing(name) for name in ("person", "country")]
        written = next((text for one in listings if (text := one.written(word))), word)
        return word if written.isascii() or is_cjk(written) else written.lower()

    def _listing(self, field: str) -> Listing:
        return listing(COLUMNS.get(field, field), self._authority, self._reader)


def _words(query: q.Query, text: str, field: str | None = None) -> Iterator[_Word]:
    """The words that a query requires, as they stand in its text; wildcards, dates and types are none."""
    match query:
        case q.And(parts) | q.Or(parts):
            for part in parts:
                yield from _words(part, text, field)
        case q.Field(name, body) if FIELDS[name].kind in {"text", "entity"}:
            yield from _words(body, text, name if FIELDS[name].kind == "entity" else None)
        case q.Saying(scope, body):
            for part in (*scope, body):
                yield from _words(part, text, field)
        case q.Word(span=(start, end)) | q.Phrase(span=(start, end)):
            for one in tokens(text[start:end]):
                quoted = isinstance(query, q.Phrase)
                yield _Word(one.word, start + one.start, start + one.end, field, quoted)
        case _:
            pass


def _offer(text: str, changes: list[tuple[_Word, _Way]], count: Count) -> Offer | None:
    """The text with the changes made, and what it finds; None where it cannot be read."""
    made, at, marks = "", 0, list[Mark]()
    for word, way in sorted(changes, key=lambda one: one[0].start):
        made += text[at : word.start]
        new = _cased(way.text, text[word.start : word.end])
        marks.append((len(made), len(made) + len(new)))
        made, at = made + new, word.end
    made += text[at:]
    try:
        return Offer(made, count(parse(made)), tuple(marks))
    except QueryError:
        return None


def _cased(word: str, typed: str) -> str:
    """A word in capitals where what was typed is."""
    if len(typed) > 1 and typed.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if typed[:1].isupper() else word
