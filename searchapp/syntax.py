"""The query language: text in, Query tree out, or a QueryError that names the place.

Grammar (spaces part words; operators are upper case):

    query   = either
    either  = both { "OR" both }
    both    = one { ["AND"] one }
    one     = ("NOT" | "-") one | atom
    atom    = "(" either ")" | saying | field | phrase | word
    saying  = ("said:" | "said_by:") value                                 takes the words that follow in `both`
    field   = NAME ":" value
    value   = "(" either ")" | phrase | range | id | word
    phrase  = '"' characters '"' [ "~" NUMBER ]
    range   = DATE ".." DATE | ("[" | "{") DATE "TO" DATE ("]" | "}")      an end may be left out, or *
    id      = "=" ( ID | '"' ID '"' )                                      of a field that holds ids
    word    = characters [ "~" [ "1" | "2" ] ]                             with * or ? it is a wildcard

What follows a saying, up to an OR, a closing bracket or the next saying, must stand in one and the same
statement; fields among it stand outside. A saying right behind one of the other name says more of the same
statement; `said:home` with nothing behind it asks for any.

Quotes of any style open and close a phrase; an apostrophe is none, nor ‘ ’ within a word. Punctuation that
holds no letter or digit is passed over, so that a pasted headline, address or e-mail subject is a query.
`NAME:` with a name that is no field is an error, unless it begins an address (`https://...`), or is
capitalised and like no field (`EU:Japan`).
"""

import difflib
import re
from typing import NoReturn

from searchapp.analysis import tokens
from searchapp.errors import QueryError
from searchapp.query import (
    Every,
    Field,
    Fuzzy,
    Id,
    Phrase,
    Place,
    Query,
    Range,
    Saying,
    Wildcard,
    Word,
    all_of,
    any_of,
    none_of,
)
from searchapp.sayings import Group
from searchapp.scanner import QUOTES, SPACES, WORD, Scanner
from searchapp.schema import FIELDS
from searchapp.signs import SIGNED, meant

MAX_BYTES = 2048
MAX_DISTANCE = 50

SAYINGS = ("said", "said_by")

_ADDRESSES = {"mailto", "tel", "urn", "doi", "http", "https", "ftp"}
_NO_QUOTES = str.maketrans(dict.fromkeys(QUOTES, " "))
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_NAME = re.compile(r"([A-Za-z][A-Za-z_]*)[:：](?!//)")
_SINGLE = re.compile(
    r"‘([^‘’]*(?:’\b[^‘’]*)*)’(?!\w)"
)  # ‘rule of law’; what stands within it may have apostrophes
_CLOSING = re.compile(f"[{QUOTES}]")
_APART = re.compile(r"~(\d+)")
_BRACKETS = re.compile(r"([\[{])\s*([^\s\]}]+)\s+TO\s+([^\s\]}]+)\s*([\]}])")
_ID = re.compile(r'=(?:(\w[\w-]*)|"(\w[\w -]*)")')
_FUZZY = re.compile(r"(.*\w)~([12]?)")
_FAR = re.compile(r"(\w+)~\d+")
_INSIDE = re.compile(r"[\w*]")
_PLAIN = re.compile(r"(?!(?:AND|OR|NOT)$)\w+")


def parse(text: str) -> Query:
    """The tree of a query as typed; Every for one without a word in it. Raises QueryError."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise QueryError(
            "too-long",
            f"The query is {size:,} bytes long; {MAX_BYTES:,} are read.",
            (0, len(text)),
            "Use fewer words.",
        )
    return _Parser(_UNPRINTABLE.sub(" ", text)).parse()


class _Parser(Scanner):
    """One pass from left to right; a method a rule of the grammar."""

    def __init__(self, text: str, *, nested: bool = False) -> None:
        super().__init__(text)
        self.nested = nested
        self.inside = ""  # the field in whose brackets we are
        self.open: Saying | None = None  # what was read last, if it was a saying

    def parse(self) -> Query:
        query = self.either()
        if self.at < len(self.text):
            self.fail(
                "unbalanced",
                "This closing bracket has no opening one.",
                (self.at, self.at + 1),
                self.without(self.at),
            )
        return query

    # ---- rules

    def either(self) -> Query:
        parts = [self.both()]
        while place := self.operator("OR"):
            self.check_operand(parts[-1], place)
            parts.append(self.both())
            self.check_operand(parts[-1], place)
        return any_of(parts)

    def both(self) -> Query:
        group = Group()
        while not self.done() and not self.ahead("OR"):
            place = self.operator("AND")
            if place and not group.parts:
                self.operand_missing(place)
            before, self.open = self.at, None
            part = self.one()
            if place and isinstance(part, Every) and self.at == before:
                self.operand_missing(place)
            if saying := self.said(part):
                group.say(saying)
            elif not group.add(part):
                self.fail(
                    "bad-operator",
                    "Behind said: stand either words or fields in one bracket, or with one minus.",
                    (before, self.at),
                    "For example said:home (tariff OR quota) date:2023",
                )
        self.open = None
        return all_of(group.made())

    def one(self) -> Query:
        if self.done() or self.ahead("OR"):
            return Every()
        place = self.operator("NOT") or self.minus()
        if not place:
            return self.atom()
        self.descend(place)
        part = self.one()
        self.depth -= 1
        if isinstance(part, Every):
            if self.text[place[0]] == "-":
                return part  # a dash before punctuation
            self.operand_missing(place)
        return none_of(part)

    def atom(self) -> Query:
        if self.peek() == "(":
            return self.group()
        if found := self.field_name():
            return self.field(*found)
        return self.phrase() if self.at_quote() else self.single() or self.word()

    def group(self) -> Query:
        opened = self.at
        self.descend((opened, opened + 1))
        self.at += 1
        inner = self.either()
        if self.peek() != ")":
            example = FIELDS[self.inside].example if self.inside else "(trade OR climate)"
            closed = f"{self.text.strip()}{')' * self.depth}"
            self.fail(
                "unbalanced",
                "This bracket is not closed.",
                (opened, opened + 1),
                f"For example {example}" if isinstance(inner, Every) else f"Close it: {closed}",
            )
        self.at += 1
        self.depth -= 1
        self.open = None
        return inner

    def field(self, name: str, start: int) -> Query:
        if self.inside:
            self.fail(
                "bad-operator",
                f"{name}: stands inside {self.inside}:( ).",
                (start, self.at),
                f"Close the bracket first: {FIELDS[self.inside].example} {FIELDS[name].example}",
            )
        if self.peek() == "(":
            self.inside = name
            body = self.group()
            self.inside = ""
        elif self.at_quote():
            body = self.phrase()
        elif found := _BRACKETS.match(self.text, self.at):
            body = self.brackets(found)
        elif self.peek() in {"[", "{"}:
            message = "A span in brackets is [DATE TO DATE]."
            self.fail("bad-range", message, (start, len(self.text)), "For example date:[2018 TO 2021]")
        elif FIELDS[name].kind == "entity" and (found := _ID.match(self.text, self.at)):
            self.at = found.end()
            body = self.counted(Id(found.group(1) or found.group(2), found.span()))
        else:
            body = self.single() or self.value(name, start)
        if isinstance(body, Every):
            self.fail(
                "empty-value",
                f"{name}: has no value.",
                (start, self.at),
                f"For example {FIELDS[name].example}",
            )
        made = Field(name, body, (start, self.at))
        if name not in SAYINGS:
            return made
        self.open = Saying((made,), Every(), made.span)
        return self.open

    def said(self, part: Query) -> Saying | None:
        """The part, if it is a saying that was read just now, without brackets or a minus."""
        return self.open if part is self.open else None

    def single(self) -> Query | None:
        """What stands between ‘ and ’, as a phrase."""
        found = _SINGLE.match(self.text, self.at)
        if not found:
            return None
        self.at = found.end()
        inner = SPACES.sub(" ", found.group(1).translate(_NO_QUOTES)).strip()
        return self.counted(Phrase(inner, span=found.span())) if tokens(inner) else Every()

    def phrase(self) -> Query:
        opened = self.at
        end = _CLOSING.search(self.text, opened + 1)
        if end is None:
            words = tokens(self.text[opened + 1 :])
            self.fail(
                "unbalanced",
                "This quote is not closed.",
                (opened, len(self.text)),
                f'Close it: {self.text.strip()}"' if words else 'For example "rule of law"',
            )
        inner = SPACES.sub(" ", self.text[opened + 1 : end.start()]).strip()
        self.at = end.end()
        distance = None
        if found := _APART.match(self.text, self.at):
            self.at = found.end()
            distance = int(found.group(1)[:4])
            if not 1 <= distance <= MAX_DISTANCE:
                self.fail(
                    "bad-range",
                    f"Words may be 1 to {MAX_DISTANCE} apart.",
                    found.span(),
                    f'For example "{inner}"~10',
                )
        elif self.peek() == "~":
            self.fail(
                "bad-range",
                "After ~ stands how far apart the words may be.",
                (self.at, self.at + 1),
                f'For example "{inner}"~10',
            )
        if not tokens(inner):
            return Every()
        return self.counted(Phrase(inner, distance, (opened, self.at)))

    def word(self) -> Query:
        found = WORD.match(self.text, self.at)
        assert found is not None  # noqa: S101 (atom() has looked at what stands here)
        if self.inside and (signed := SIGNED.fullmatch(found.group())):
            self.signed(signed, found.span(), f"For example {meant(self.inside, *signed.groups())}")
        self.at = found.end()
        return self.made(found.group(), found.start())

    def signed(self, found: re.Match[str], place: Place, hint: str) -> NoReturn:
        self.fail("bad-operator", f"A value has no {found.group(1)} before it.", place, hint)

    def value(self, name: str, start: int) -> Query:
        """A field's value outside quotes; a negation here belongs before the field, and a sign is no part of it."""
        found = WORD.match(self.text, self.at)
        if not found:
            return Every()
        if found.group().startswith("-") and tokens(found.group()):
            self.fail(
                "bad-operator",
                "A minus stands before the field, not before its value.",
                found.span(),
                "For example -country:Mexico",
            )
        if signed := SIGNED.fullmatch(found.group()):
            fixed = self.text[:start] + meant(name, *signed.groups()) + self.text[found.end() :]
            self.signed(signed, (start, found.end()), f"Did you mean {fixed.strip()}")
        self.at = found.end()
        if ".." in found.group() and re.search(r"\w", found.group()):
            first, _, last = found.group().partition("..")
            return self.counted(Range(_end(first), _end(last.lstrip(".")), span=found.span()))
        return self.made(found.group(), found.start())

    def brackets(self, found: re.Match[str]) -> Query:
        self.at = found.end()
        left, first, last, right = found.groups()
        if first == last == "*":
            return Every()
        return self.counted(Range(_end(first), _end(last), left == "[", right == "]", found.span()))

    def made(self, raw: str, start: int) -> Query:
        """A word, wildcard or fuzzy word from what stands between two spaces.

        What would not read back as itself (`AND,` without its comma) becomes a phrase.
        """
        read = tokens(raw)
        if not read:
            return Every()
        text = raw[read[0].start : read[-1].end]
        place = (start + read[0].start, start + read[-1].end)
        leaf = self.leaf(raw, Word(text, place), (start, start + len(raw)))
        if not self.nested and not _PLAIN.fullmatch(str(leaf)) and not _reads_back(leaf):
            leaf = Phrase(text, span=place)
        return self.counted(leaf)

    def leaf(self, raw: str, word: Word, whole: Place) -> Query:
        if (found := _FUZZY.fullmatch(raw)) and len(read := tokens(found.group(1))) == 1:
            return Fuzzy(found.group(1)[read[0].start : read[0].end], int(found.group(2) or 1), whole)
        if found := _FAR.fullmatch(raw):
            self.fail(
                "bad-range", "A word may differ by 1 or 2 letters.", whole, f"For example {found.group(1)}~2"
            )
        pattern = "" if "://" in raw else _inside(raw)
        if "*" in pattern or "?" in pattern:
            return self.wildcard(re.sub(r"\*+", "*", pattern), whole)
        return word

    def wildcard(self, pattern: str, place: Place) -> Query:
        if sum(c.isalnum() for c in pattern) < 2:
            self.fail(
                "bad-wildcard", "A wildcard needs at least two letters beside it.", place, "For example indo*"
            )
        return Wildcard(pattern, place)

    def field_name(self) -> tuple[str, int] | None:
        """A field's name with its colon. One that is capitalised and followed by a space is text
        ("Date: Friday"); one in lower case may be (`minister: Kono`)."""
        found = _NAME.match(self.text, self.at)
        if not found:
            return None
        name, start = found.group(1), self.at
        spaced = not self.text[found.end() : found.end() + 1].strip()
        if spaced and (not name.islower() or name not in FIELDS):
            return None
        if name.lower() not in FIELDS:
            if name.lower() in _ADDRESSES or (not name.islower() and not _like(name)):
                return None
            self.unknown_field(name, found)
        self.at = found.end()
        self.skip()
        return name.lower(), start

    def unknown_field(self, name: str, found: re.Match[str]) -> NoReturn:
        value = WORD.match(self.text, found.end())
        end = value.end() if value else found.end()
        near = _like(name)
        fixed = self.text[: found.start()] + near[0] + self.text[found.end() - 1 :] if near else ""
        hint = f"Did you mean {fixed.strip()}" if near else f"The fields are {', '.join(FIELDS)}."
        self.fail("unknown-field", f"There is no field “{name}”.", (found.start(), end), hint)


def _inside(raw: str) -> str:
    """A wildcard without the punctuation round it; a last `?` ends a question."""
    first = _INSIDE.search(raw)
    if not first:
        return ""
    end = len(raw)
    while not _INSIDE.match(raw, end - 1):
        end -= 1
    return raw[first.start() : end]


def _like(name: str) -> list[str]:
    """The field whose name is most like this one."""
    return difflib.get_close_matches(name.lower(), FIELDS, 1, 0.6)


def _end(written: str) -> str | None:
    return None if written in {"", "*"} else written


def _reads_back(leaf: Query) -> bool:
    try:
        return _Parser(str(leaf), nested=True).parse() == leaf
    except QueryError:
        return False
