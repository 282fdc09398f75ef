"""The field table: every field that a query may name, what it holds, and an example to paste."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["entity", "keyword", "date", "text", "order"]
"""What a field holds: an entity under any of its names, one of a few words, days, words; an order holds nothing."""


@dataclass(frozen=True, slots=True)
class Field:
    """A searchable field. facet: shown beside the results, with counts."""

    name: str
    kind: Kind
    label: str
    plural: str
    help: str
    example: str
    facet: bool = False


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field(
            "country",
            "entity",
            "Country",
            "countries",
            "another party to the talks, under any of its names or its ISO code",
            "country:Mexico",
            facet=True,
        ),
        Field(
            "minister",
            "entity",
            "Minister",
            "ministers",
            "an official of the issuing side who took part",
            "minister:Kamikawa",
            facet=True,
        ),
        Field(
            "counterpart",
            "entity",
            "Counterpart",
            "counterparts",
            "an official of another side who took part",
            "counterpart:Ebrard",
            facet=True,
        ),
        Field(
            "person", "entity", "Person", "people", "anyone who took part, on either side", "person:Kuleba"
        ),
        Field(
            "topic", "entity", "Topic", "topics", "a topic, under any of its names", "topic:TPP11", facet=True
        ),
        Field(
            "home", "entity", "Issued by", "issuers", "the country whose government issued it", "home:Japan"
        ),
        Field(
            "about",
            "entity",
            "About",
            "countries",
            "a country that it deals with, party to the talks or not",
            "about:Ukraine",
        ),
        Field(
            "organisation",
            "entity",
            "Organisation",
            "organisations",
            "an international body that was met or addressed",
            "organisation:NATO",
        ),
        Field(
            "type",
            "keyword",
            "Type",
            "types",
            "meeting, call, press-conference, joint-statement, remarks, statement or other",
            "type:call",
            facet=True,
        ),
        Field("mode", "keyword", "Held", "modes", "in-person, phone or video", "mode:phone"),
        Field("place", "entity", "Place", "places", "words of the place where it was held", "place:Lima"),
        Field(
            "occasion",
            "entity",
            "Occasion",
            "occasions",
            "words of the gathering beside which it was held",
            "occasion:APEC",
        ),
        Field("lang", "entity", "Language", "languages", "the language of the text, by its code", "lang:en"),
        Field(
            "said",
            "keyword",
            "Said by",
            "sides",
            "said by home, counterpart or joint (both): the words that follow stand in one such statement",
            'said:home "rule of law"',
        ),
        Field(
            "said_by",
            "entity",
            "Said by",
            "speakers",
            "said by a person: the words that follow stand in one statement of theirs",
            "said_by:Kamikawa cooperation",
        ),
        Field(
            "date",
            "date",
            "Date",
            "dates",
            "the day of the event: a year, a month, a day, a span, or days counted from today",
            "date:2021..2023-09-20",
        ),
        Field("before", "date", "Before", "dates", "before this day, month or year", "before:2020-06"),
        Field("after", "date", "After", "dates", "after this day, month or year", "after:2020-06"),
        Field("year", "date", "Year", "years", "in this year", "year:2021"),
        Field("title", "text", "Title", "titles", "words of the title only", 'title:"Strategic Dialogue"'),
        Field(
            "has",
            "keyword",
            "Has",
            "parts",
            "what not every readout has: country, organisation, minister, counterpart, topic, home, date, published, "
            "mode, place, occasion, duration, source, statements or speaker",
            "has:counterpart",
        ),
        Field(
            "sort",
            "order",
            "Sort",
            "orders",
            "the order of what is found: relevance, newest or oldest",
            "sort:newest",
        ),
    )
}

FACETS = tuple(field.name for field in FIELDS.values() if field.facet)
TYPES: dict[str, str] = {
    "meeting": "Meeting",
    "call": "Call",
    "press-conference": "Press conference",
    "joint-statement": "Joint statement",
    "remarks": "Remarks",
    "statement": "Statement",
    "other": "Other",
}
MODES: dict[str, str] = {"in-person": "in person", "phone": "by telephone", "video": "by video"}
SIDES: dict[str, str] = {"home": "the issuing side", "counterpart": "the other side", "joint": "both sides"}
HAS: dict[str, str] = {
    "country": "a country",
    "organisation": "an organisation",
    "minister": "a minister",
    "counterpart": "a counterpart",
    "topic": "a topic",
    "home": "an issuer",
    "date": "a date",
    "published": "a day of publication",
    "mode": "a mode",
    "place": "a place",
    "occasion": "an occasion",
    "duration": "a duration",
    "source": "an address of the official text",
    "statements": "statements",
    "speaker": "a speaker of a statement",
}
SORTS: dict[str, str] = {"relevance": "Relevance", "newest": "Newest", "oldest": "Oldest"}
CHOICES: dict[str, dict[str, str]] = {"type": TYPES, "mode": MODES, "said": SIDES, "has": HAS, "sort": SORTS}
"""The values of the fields that have few, with a label for each."""
