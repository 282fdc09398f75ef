"""A readout or a passage as an assistant cites it: reference, address, who speaks, and a citation to paste."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from searchapp import serialise
from searchapp.assistants.shapes import CitedShape
from searchapp.citation import Citation, plain
from searchapp.readout import Passage, Readout, Side, Statement
from searchapp.results import Snippet
from searchapp.settings import AT_HOME

_NEEDS = "The links open while `searchapp serve` runs on this machine."
_SAID = 5  # statements that are named with a passage


@dataclass(frozen=True, slots=True)
class Citing:
    """How things are cited in one answer. public: the address under which readers reach the pages, if any;
    query: by which they were found."""

    public: str
    today: date
    generation: str
    query: str = ""

    def whole(self, one: Readout) -> CitedShape:
        """A readout."""
        return self._cited(one, None, ())

    def part(self, one: Readout, passage: Passage, said: Iterable[Statement] = ()) -> CitedShape:
        """A passage of a readout, and statements in it."""
        return self._cited(one, passage, said)

    def address(self, one: Readout, passage: Passage | None = None) -> str:
        """The address of the page, or of a passage on it."""
        base = self.public.rstrip("/") or AT_HOME
        return f"{base}/readout/{quote(one.id, safe='')}{f'#{passage.anchor}' if passage else ''}"

    def listed(self, sources: Sequence[CitedShape]) -> str:
        """The sources as text, each with its citation."""
        lines = ["Sources:", *(f"- {one['reference']}: {one['citation']}" for one in sources)]
        return "\n".join([*lines, *self.notes()])

    def notes(self) -> Iterator[str]:
        """What is to be said of the links."""
        if not self.public:
            yield _NEEDS

    def _cited(self, one: Readout, passage: Passage | None, said: Iterable[Statement]) -> CitedShape:
        address = self.address(one, passage)
        return {
            "reference": f"{one.id}#{passage.anchor}" if passage else one.id,
            "url": address,
            "readout": one.id,
            "passage": passage.anchor if passage else None,
            "headline": one.headline,
            "date": str(one.date) if one.date else None,
            "speaker": passage.speaker if passage else None,
            "side": passage.side if passage else None,
            "said": [serialise.statement(statement) for statement in said],
            "citation": plain(Citation(one, address, self.today, self.generation, self.query)),
        }


def spoken(one: Readout, side: Side | None, speaker: str | None) -> str:
    """Who speaks, in words: Mexico (counterpart), Bárcena Alicia; empty where it is not known."""
    match side:
        case "home":
            body = f"{one.home.label if one.home else 'the issuing side'} (home)"
        case "counterpart":
            body = f"{', '.join(country.label for country in one.country) or 'the other side'} (counterpart)"
        case "joint":
            body = "both sides (joint)"
        case _:
            body = ""
    return ", ".join(part for part in (body, speaker or "") if part)


def speaker(statement: Statement) -> str | None:
    """The name of who makes a statement, where it is known."""
    return statement.speaker.label if statement.speaker else None


def shown(snippet: Snippet) -> tuple[Statement, ...]:
    """The statements that hold marks of a snippet, those with most first; where none does, those in it."""
    start, said = snippet.start, snippet.heard
    held = [
        sum(one.start < last + start and first + start < one.end for first, last in snippet.marks)
        for one in said
    ]
    ranked = sorted(zip(held, said, strict=True), key=lambda pair: -pair[0])
    return tuple(one for marks, one in ranked[:_SAID] if marks or not any(held))
