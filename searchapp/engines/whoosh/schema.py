"""The fields of Whoosh's index, and what a readout puts into each of them.

Words come ready from `searchapp.analysis`, ids are terms as they are: none of Whoosh's analyzers has a part.
Every class that Whoosh pickles into its table of contents is Whoosh's own, but for `Words`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from whoosh import columns, fields, formats

from searchapp.analysis import Token, tokens
from searchapp.engines.whoosh.record import encode
from searchapp.readout import Entity, Readout

# What a clause calls a text, in the fields that hold its folded words and in those that hold its stems.
FOLDED = {"any": ("title", "body"), "title": ("title",)}
STEMS = {"any": ("title_stem", "body_stem"), "title": ("title_stem",)}
KEYWORDS = ("country", "minister", "counterpart", "person", "topic", "home", "organisation", "type", "year")

# Positions between the last word of a passage and the first of the next. The n words of a Near take n positions,
# so that over two passages they reach over n + 98 at least, and a Near allows n + 48 at most.
GAP = 100

Places = Mapping[str, list[int]]


class Words(fields.FieldType):  # type: ignore[misc]  # whoosh-reloaded has no annotations
    """A field of words with their positions, given as word -> positions in ascending order."""

    def __init__(self) -> None:
        super().__init__(format=formats.Positions(), analyzer=None, scorable=True)

    def index(self, value: Places, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings of one readout: term, frequency, weight, positions as Whoosh writes them."""
        for word, places in value.items():
            yield word.encode(), len(places), float(len(places)), self.format.encode(places)


def schema() -> fields.Schema:
    """The schema of every generation."""
    texts = {name: Words() for name in (*FOLDED["any"], *STEMS["any"])}
    keywords = {name: fields.ID() for name in KEYWORDS}
    days = {name: _number() for name in ("date_first", "date_last")}
    return fields.Schema(
        id=fields.ID(unique=True, sortable=True),
        record=fields.COLUMN(columns.VarBytesColumn()),
        statements=fields.COLUMN(columns.NumericColumn("I", default=0)),
        **texts,
        **keywords,
        **days,
    )


def document(readout: Readout) -> dict[str, Any]:
    """The fields of one readout, as Whoosh's writer takes them."""
    title, title_stem = _places([tokens(readout.title)])
    body, body_stem = _places(tokens(passage.text) for passage in readout.passages)
    held = {name: [entity.id for entity in entities] for name, entities in fillings(readout).items()}
    made: dict[str, Any] = {
        "id": str(readout.id),
        "record": encode(readout),
        "statements": len(readout.statements),
        "title": title,
        "title_stem": title_stem,
        "body": body,
        "body_stem": body_stem,
        **held,
    }
    if readout.date:
        made |= {"date_first": as_number(readout.date.first), "date_last": as_number(readout.date.last)}
    return made


def fillings(readout: Readout) -> dict[str, tuple[Entity, ...]]:
    """What fills each keyword field; a type and a year are their own labels."""
    year = str(readout.date.first.year) if readout.date else None
    return {
        "country": readout.country,
        "minister": readout.minister,
        "counterpart": readout.counterpart,
        "person": readout.minister + readout.counterpart,
        "topic": readout.topic,
        "home": (readout.home,) if readout.home else (),
        "organisation": readout.organisation,
        "type": (Entity(readout.type, readout.type),),
        "year": (Entity(year, year),) if year else (),
    }


def as_number(day: date) -> int:
    """A day as YYYYMMDD, which sorts as days do; 0 is no day."""
    return day.year * 10_000 + day.month * 100 + day.day


def _number() -> fields.NUMERIC:
    # one term a number: ranges are read off the column, so the coarser terms would never be used
    return fields.NUMERIC(int, bits=32, signed=False, sortable=True, default=0, shift_step=0)


def _places(texts: Iterable[list[Token]]) -> tuple[Places, Places]:
    """Where the folded words and where the stems of some texts stand, the texts GAP apart."""
    folded, stems = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    base = 0
    for found in texts:
        for token in found:
            folded[token.word].append(base + token.position)
            stems[token.stem].append(base + token.position)
        if found:
            base += found[-1].position + GAP
    return folded, stems
