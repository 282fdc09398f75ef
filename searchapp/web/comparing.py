"""What the page of a comparison calls its two texts, its rows, and what became of them."""

from collections.abc import Iterable, Sequence

from searchapp.accounts import pairs
from searchapp.analysis import spans
from searchapp.compare import Comparison, Row, State
from searchapp.readout import Passage, Readout, Side
from searchapp.web import wording

SHOWN: tuple[State, ...] = ("reworded", "kept", "dropped", "added")
_MOST = 2  # topics that head a row


def names(compared: Comparison) -> tuple[str, str]:
    """A short name for each text: its year, else who issued it, else its day, else its place in the address."""
    one, other = compared.before, compared.after
    for told in (_issuer, _year, _day):
        if told(one) and told(other) and told(one) != told(other):
            return told(one), told(other)
    return "the first", "the second"


def rows(compared: Comparison, show: str) -> tuple[Row, ...]:
    """The rows of which this came, or all."""
    return tuple(row for row in compared.rows if show not in SHOWN or row.state == show)


def heading(row: Row) -> str:
    """What a row is about: its topics, else which passage it is."""
    if row.topics:
        more = len(row.topics) - _MOST
        shown = ", ".join(topic.label for topic in row.topics[:_MOST])
        return f"{shown} and {more} more" if more > 0 else shown
    passage = row.after or row.before
    if passage is None or passage.kind == "heading":
        return "Heading"
    return f"Passage {passage.number}" if passage.number else "Opening"


def state(row: Row, both: tuple[str, str]) -> str:
    """What became of it: reworded, kept, only in 2021; and whether it has moved."""
    match row.state:
        case "dropped":
            return f"only in {both[0]}"
        case "added":
            return f"only in {both[1]}"
        case told:
            word = "retold in other words" if row.is_retold else told
            return f"{word}, and moved" if row.moved else word


def title(compared: Comparison) -> str:
    """What is compared: What changed: Japan–Mexico, 2021 to 2023; Two accounts: Japan and Mexico, of one event;
    Two readouts: 2021 and 2023, of any others."""
    one, other = compared.before, compared.after
    if _issuer(one) and _issuer(one) == _issuer(other) and _ids(one) == _ids(other):
        parties = "–".join((_issuer(one), *(country.label for country in one.country)))
        return f"What changed: {parties}, {' to '.join(names(compared))}"
    return f"Two {'accounts' if pairs((one, other)) else 'readouts'}: {' and '.join(names(compared))}"


def stayed(text: str, changed: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The characters that are not among the changed ones, without what only stands between."""
    ends, begins = [0, *(end for _, end in changed)], [*(start for start, _ in changed), len(text)]
    found = []
    for start, end in zip(ends, begins, strict=True):
        words = list(spans(text[start:end]))
        if words:
            found.append((start + words[0][0], start + words[-1][1]))
    return found


def spoken(readout: Readout, passage: Passage) -> list[Side]:
    """The sides that speak in a passage, in their order."""
    found = {passage.side, *(one.side for one in readout.statements if one.passage == passage.anchor)}
    sides: tuple[Side, ...] = ("home", "counterpart", "joint")
    return [side for side in sides if side in found]


def verbs(some: Iterable[tuple[str, int]]) -> str:
    """commit ×2, promise."""
    return ", ".join(f"{verb} ×{count}" if count > 1 else verb for verb, count in some)


def count(some: Iterable[tuple[str, int]]) -> int:
    """How many statements they are in."""
    return sum(count for _, count in some)


def _ids(one: Readout) -> set[str]:
    return {country.id for country in one.country}


def _issuer(one: Readout) -> str:
    return one.home.label if one.home else ""


def _year(one: Readout) -> str:
    day = one.date
    return str(day.first.year) if day and day.first.year == day.last.year else ""


def _day(one: Readout) -> str:
    return wording.short(one.date) if one.date else ""
