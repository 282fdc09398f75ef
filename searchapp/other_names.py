"""Other names of what the words of a query name, as far as the collection has them.

A word or a run of words that names a topic, a country, an organisation or a person finds its other names too. What
says more than it was asked for is left out: a name that holds all of the words is found already, and one that holds
another name adds nothing to it. A person is called by one word ("Park", "May", "Turkey") only where that word mostly
means the person: in at least half of the readouts that hold it the person takes part. Of the
1,071 such names in the State Department's releases that keeps 256 (Blinken, Hayashi, Truss), and none that is a word
or that several people have (To, May, Long, Price, Kim). A compound with an abbreviation, US-Mexico, finds its other
spelling too, U.S.-Mexico.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from searchapp.analysis import phrase_words, stem
from searchapp.authority import Authority
from searchapp.authority.aliases import Named, Words
from searchapp.clause import And, AnyOf, Exact
from searchapp.engine import Reader
from searchapp.errors import EffortError
from searchapp.generational import once_a_generation

MOST = 8  # other names that are looked for, the most frequent
_HYPHEN = re.compile(r"([-–/])")
_ABBREVIATION = re.compile(r"[A-Z]{2,4}|(?:[A-Z]\.){2,4}")
_PARTS = 5  # of a compound, hyphens among them
MOSTLY = 0.5  # of the readouts that hold a word in which the person takes part


_counts = once_a_generation(dict[tuple[str, ...], int])


class OtherNames:
    """The other names in one generation."""

    def __init__(self, authority: Authority, reader: Reader) -> None:
        self._aliases, self._reader = authority.aliases, reader
        self._counts = _counts(authority, reader)

    def found(self, typed: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """How many of some words in a row, from the first on, are a name, and its other names; 0 and none for no name.

        The longest name counts: what "South China Sea" names has no other name, and China is not named there.
        """
        parts = [phrase_words(word) for word in typed[: self._aliases.longest]]
        for length in range(len(parts), 0, -1):
            words = tuple(word for part in parts[:length] for word in part)
            if (named := self._aliases.named(words)) is not None:
                return length, self._others(words, named, typed[0])
        others = (name for word in typed[:1] for name in _with_dots_or_without(word))
        spelt = [name for name in others if self._count(phrase_words(name))]
        return (1, tuple(spelt)) if spelt else (0, ())

    def _others(self, typed: Words, named: Iterable[Named], written: str) -> tuple[str, ...]:
        wanted = {stem(word) for word in typed}
        names: dict[Words, str] = {}
        for one in named:
            if (
                one.kind == "person"
                and len(typed) == 1
                and not (_is_name(written) and self._means(typed, one))
            ):
                continue
            for name in one.names:
                words = phrase_words(name)
                if wanted <= {stem(word) for word in words} or (
                    one.kind == "person" and len(words) == 1 and not self._means(words, one)
                ):
                    continue
                names.setdefault(words, name)
        shortest = list(_without_longer(names))
        counts = {words: self._count(words) for words in shortest}
        ranked = sorted((words for words in shortest if counts[words]), key=lambda words: -counts[words])
        return tuple(names[words] for words in ranked[:MOST])

    def _means(self, words: Words, person: Named) -> bool:
        """Whether the person takes part in most readouts that hold a word."""
        key = ("", *words, person.id)  # no word is empty
        if key not in self._counts:
            takes_part = AnyOf("person", frozenset({person.id}))
            try:
                self._counts[key] = self._reader.count(And((Exact(words), takes_part)))
            except EffortError:
                return False
        return self._counts[key] >= MOSTLY * self._count(words) > 0

    def _count(self, words: Words) -> int:
        if words not in self._counts:
            try:
                self._counts[words] = self._reader.count(Exact(words))
            except EffortError:  # the query itself may be allowed, and is searched without such a name
                return 0
        return self._counts[words]


def _without_longer(names: Iterable[Words]) -> Iterator[Words]:
    """Those names that hold no other of them."""
    kept: list[Words] = []
    for words in sorted(names, key=len):
        if not any(_holds(words, other) for other in kept):
            kept.append(words)
            yield words


def _holds(words: Words, other: Words) -> bool:
    return any(words[at : at + len(other)] == other for at in range(len(words) - len(other) + 1))


def _with_dots_or_without(written: str) -> list[str]:
    """A compound with abbreviations in it, US-EU, as it may also be spelt: U.S.-EU, U.S.-E.U."""
    parts = _HYPHEN.split(written)
    if not 3 <= len(parts) <= _PARTS:
        return []
    ways = ["".join(way) for way in product(*map(_spellings, parts))]
    return [way for way in ways if way != written]


def _spellings(part: str) -> tuple[str, ...]:
    """Of an abbreviation, with dots and without."""
    bare = part.replace(".", "")
    return (bare, ".".join(bare) + ".") if _ABBREVIATION.fullmatch(part) else (part,)


def _is_name(written: str) -> bool:
    """Whether a word begins as a name does: not in lower case."""
    return not written[:1].islower()
