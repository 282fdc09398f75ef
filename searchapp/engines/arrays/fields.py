"""The fields of the index: which texts and which ids a readout puts into it.

`text` holds every word of a readout, those of its title first; `title` those of the title once more. The
fields of stems hold how much a readout is about a stem, in words of its body: one in the title weighs TITLE.
"""

from datetime import date

from searchapp.readout import Entity, Readout

# What a clause calls a text, in the field that holds its folded words and in the one that holds its stems.
FOLDED = {"any": "text", "title": "title"}
STEMS = {"any": "text_stem", "title": "title_stem"}
KEYWORDS = ("country", "minister", "counterpart", "person", "topic", "home", "organisation", "type", "year")
DAYS = ("date_first", "date_last")

TITLE = 3  # a word of the title says more about a readout than one of its body

# Positions between the last word of a passage and the first of the next. The n words of a Near take n positions,
# so that over two passages they reach over n + 98 at least, and a Near allows n + 48 at most.
GAP = 100


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
