"""A generation that is being filled: what goes into it, and which parts of that are there already.

    load             the source folder, the reading rules and the number of parts
    part-2-000001    what part 2 put in, in pieces: ids, words with their counts, files, problems
    part-2           how many pieces there are; with this the part is whole

These stand among the documents beside the readouts, and go once the generation answers. Whoever puts in the same
goes on with it, for a week.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from typing import TypeVar

import msgspec

from searchapp.engine import Part, Problem, SourceFile
from searchapp.engines.opensearch.bulk import Bulk
from searchapp.engines.opensearch.generations import Generation, Generations
from searchapp.engines.opensearch.sending import Taken, Tally
from searchapp.engines.opensearch.server import Server

KINDS = ("load", "part")
LASTS = timedelta(days=7)
_PIECE = 2_000  # ids, words, files or problems
T = TypeVar("T")

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Load:
    """What tells one load from another: a folder, absolute; the version of the reading rules; the number of parts."""

    source: str
    rules: str
    parts: int


@dataclass(slots=True)
class Filled:
    """What was put in, of a part or of all. ids: of its readouts."""

    ids: set[str]
    tally: Tally
    files: list[SourceFile]
    problems: list[Problem]

    def set_aside(self, taken: Iterable[Taken]) -> None:
        """Those that were not put in are problems of their files."""
        others = {one.path: one for one in taken}
        self.files = [replace(file, id=None) if file.path in others else file for file in self.files]
        self.problems += [
            Problem(path, f"its id {one.id} is that of {one.other}. Rename one of them.")
            for path, one in others.items()
        ]
        self.problems.sort(key=lambda problem: problem.path)


class _Piece(msgspec.Struct, omit_defaults=True):
    ids: Sequence[str] = ()
    words: dict[str, tuple[int, int]] = {}  # msgspec makes each its own
    files: Sequence[SourceFile] = ()
    problems: Sequence[Problem] = ()


class Filling:
    """The parts of one generation."""

    def __init__(self, server: Server, one: Generation) -> None:
        self._server, self.one = server, one

    def begin(self, load: Load) -> None:
        """Note what it is filled with, so that it can be gone on with."""
        self._put("load", "load", load)

    def store(self, part: Part, filled: Filled) -> None:
        """Note that a part is whole, and what it put in."""
        bulk = Bulk(self._server, self.one.beside)
        number = -1
        for number, piece in enumerate(_pieces(filled)):
            held = {"kind": "part", "held": _encode(piece).decode()}
            bulk.put(f"part-{part.number}-{number:06}", held)
        bulk.end()
        self._put(f"part-{part.number}", "part", number + 1)

    def reopen(self, part: Part) -> None:
        """A part is not whole while it is put in again."""
        self._server.ask("DELETE", f"/{self.one.beside}/_doc/part-{part.number}")

    def missing(self, parts: int) -> tuple[int, ...]:
        """The numbers of the parts that are not whole."""
        there = self._held([f"part-{n}" for n in range(1, parts + 1)])
        return tuple(n for n in range(1, parts + 1) if f"part-{n}" not in there)

    def gathered(self, parts: int) -> Filled:
        """What all parts put in, together."""
        all_ = Filled(set(), Tally(), [], [])
        for number, held in self._held([f"part-{n}" for n in range(1, parts + 1)]).items():
            for piece in self._pieces(number, int(held)):
                all_.ids.update(piece.ids)
                all_.files += piece.files
                all_.problems += piece.problems
                all_.tally.every.update({word: any_ for word, (any_, _) in piece.words.items()})
                all_.tally.titled.update({word: title for word, (_, title) in piece.words.items() if title})
        all_.tally.readouts = len(all_.ids)
        all_.problems = sorted(set(all_.problems), key=lambda one: (one.path, one.reason))
        return all_

    def _pieces(self, part: str, pieces: int) -> Iterator[_Piece]:
        for number in range(pieces):
            name = f"{part}-{number:06}"
            yield msgspec.json.decode(self._held([name])[name], type=_Piece)

    def _held(self, names: Sequence[str]) -> dict[str, str]:
        """What some documents hold, those that there are."""
        answer = self._server.ask("POST", f"/{self.one.beside}/_mget", {"ids": list(names)}) or {"docs": []}
        return {one["_id"]: one["_source"]["held"] for one in answer["docs"] if one.get("found")}

    def _put(self, name: str, kind: str, held: object) -> None:
        path = f"/{self.one.beside}/_doc/{name}"
        self._server.ask("PUT", path, {"kind": kind, "held": _encode(held).decode()})


def unfinished(server: Server, generations: Generations) -> dict[Generation, Load]:
    """The generations that may be gone on with, the newest first: begun within a week, and never swapped in."""
    over = {*generations.replaced()} | {one.readouts for one in [generations.current()] if one}
    found: dict[Generation, Load] = {}
    for one in reversed(generations.every()):
        if one.readouts in over or datetime.now(UTC) - one.begun > LASTS:
            continue
        if told := server.ask("GET", f"/{one.beside}/_doc/load"):
            found[one] = msgspec.json.decode(told["_source"]["held"], type=Load)
    return found


def _pieces(filled: Filled) -> Iterator[_Piece]:
    every, titled = filled.tally.every, filled.tally.titled
    words = ({word: (every[word], titled[word]) for word in some} for some in _batches(every))
    return chain(
        (_Piece(ids=some) for some in _batches(filled.ids)),
        (_Piece(words=some) for some in words),
        (_Piece(files=some) for some in _batches(filled.files)),
        (_Piece(problems=some) for some in _batches(filled.problems)),
    )


def _batches(some: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(some)
    while batch := list(islice(rest, _PIECE)):
        yield batch
