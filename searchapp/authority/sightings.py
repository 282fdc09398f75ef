"""The names of several kinds in one text: looked for in one pass, and told for any piece of the text."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

import ahocorasick_rs

from searchapp.authority.names import Found, NameFinder, Spellings, foldable, joins, named

NameKind = Literal["person", "country", "organisation", "topic"]
_Seen = tuple[list[int], list[tuple[Spellings, int, int]]]  # where each ends, and what it is, in that order


class Lookout:
    """Looks for the names of all kinds at once; made once from the finders of each."""

    def __init__(self, finders: Mapping[NameKind, NameFinder]) -> None:
        self.finders = finders
        by_key: dict[str, list[tuple[NameKind, Spellings]]] = {}
        for kind, finder in finders.items():
            for key, spellings in finder.spellings.items():
                by_key.setdefault(key, []).append((kind, spellings))
        self.entries = list(by_key.values())
        self.automaton = ahocorasick_rs.AhoCorasick(list(by_key), store_patterns=False)

    def over(self, text: str) -> "Sightings":
        """The names in a text."""
        return Sightings(text, self)


class Sightings:
    """What is named in one text: the same as a finder finds in a piece of it, without looking again."""

    def __init__(self, text: str, lookout: Lookout) -> None:
        self.text = text.replace("\n", " ")
        self._lookout = lookout

    def of(self, kind: NameKind, piece: str, at: int) -> list[Found]:
        """The names in a piece that begins at a character of the text, by the piece's own characters.

        A piece that does not stand there as it is (lines were joined, or text put before it) is looked through, as
        is one that begins inside a word.
        """
        if not self.text.startswith(piece, at) or (0 < at < len(self.folded) and joins(self.folded, at)):
            return self._lookout.finders[kind].find(piece)
        ends, seen = self._seen[kind]
        inside = seen[bisect_right(ends, at) : bisect_right(ends, at + len(piece))]
        return named(self.text, self.folded, at, at + len(piece), inside) if inside else []

    def people(self, piece: str, at: int) -> list[Found]:
        """The whole names of known people in a piece."""
        return self.of("person", piece, at)

    def countries(self, piece: str, at: int) -> list[Found]:
        """The countries that a piece names; "Latin American" names none."""
        return without_exclusions(self.of("country", piece, at))

    def bodies(self, piece: str, at: int) -> list[Found]:
        """The organisations that a piece names."""
        return self.of("organisation", piece, at)

    @cached_property
    def folded(self) -> str:
        """The text, character for character as `foldable` makes it."""
        return foldable(self.text)

    @cached_property
    def _seen(self) -> Mapping[NameKind, _Seen]:
        made: dict[NameKind, _Seen] = {kind: ([], []) for kind in self._lookout.finders}
        folded = self.folded
        for entry, start, end in self._lookout.automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and folded[start - 1] != " " and joins(folded, start):
                continue
            for kind, spellings in self._lookout.entries[entry]:
                ends, seen = made[kind]
                ends.append(end)
                seen.append((spellings, start, end))
        return made


def without_exclusions(places: Iterable[Found]) -> list[Found]:
    """Without what only looks like a country's name; "Equatorial Guinea" is no Guinea, but it is itself."""
    made = []
    for found in places:
        ids = tuple(id_ for id_ in found.ids if not id_.endswith("!"))
        if ids:
            made.append(found if len(ids) == len(found.ids) else found._replace(ids=ids))
    return made
