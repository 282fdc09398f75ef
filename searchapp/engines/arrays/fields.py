"""The fields of the index: which texts and which ids a readout puts into it.

`text` holds every word of a readout, those of its title first; `title` those of the title once more. The
fields of stems hold how much a readout is about a stem, in words of its body: one in the title weighs TITLE.
"""

from datetime import date

from searchapp.analysis import folded_text
from searchapp.readout import Entity, Readout
from searchapp.schema import HAS

# What a clause calls a text, in the field that holds its folded words and in the one that holds its stems.
FOLDED = {"any": "text", "title": "title"}
STEMS = {"any": "text_stem", "title": "title_stem"}
KEYWORDS = (
    "country", "about", "minister", "counterpart", "person", "speaker", "topic", "home", "organisation", "type", "mode", "place",
    "occasion", "lang", "year", "has",
)  # fmt: skip
MONTH = "month"  # of the event's first day, as "2023-09": no field of its own, told from the days
DAYS = ("date_first", "date_last")

TITLE = 3  # a word of the title says more about a readout than one of its body

# Positions between the last word of a passage and the first of the next. The n words of a Near take n positions,
# so that over two passages they reach over n + 98 at least, and a Near allows n + 48 at most.
GAP = 100


def fillings(readout: Readout) -> dict[str, tuple[Entity, ...]]:
    """What fills each keyword field.

    A type, mode, language and year are their own labels; a place and an occasion have their folded words for an id.
    `has` names what a readout has that another may lack.
    """
    made = {
        "country": readout.country,
        "about": readout.about,
        "minister": readout.minister,
        "counterpart": readout.counterpart,
        "person": readout.minister + readout.counterpart,
        "speaker": tuple(dict.fromkeys(one.speaker for one in readout.statements if one.speaker)),
        "topic": readout.topic,
        "home": (readout.home,) if readout.home else (),
        "organisation": readout.organisation,
        "type": _itself(readout.type),
        "mode": _itself(readout.mode),
        "place": _words(readout.place),
        "occasion": _words(readout.occasion),
        "lang": _itself(readout.lang),
        "year": _itself(str(readout.date.first.year) if readout.date else None),
    }
    others = {
        "date": readout.date,
        "published": readout.published,
        "duration": readout.duration_min,
        "source": readout.source.url,
        "statements": readout.statements,
    }
    has = [name for name in HAS if made.get(name) or others.get(name)]
    return made | {"has": tuple(Entity(name, name) for name in has)}


def _itself(value: str | None) -> tuple[Entity, ...]:
    return (Entity(value, value),) if value else ()


def _words(value: str | None) -> tuple[Entity, ...]:
    return (Entity(folded_text(value) or value, value),) if value else ()


def as_number(day: date) -> int:
    """A day as YYYYMMDD, which sorts as days do; 0 is no day."""
    return day.year * 10_000 + day.month * 100 + day.day
