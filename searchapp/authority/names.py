"""Finds many names in a text in one pass: whole words, accents and case folded, longest first."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

import ahocorasick_rs

_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "\u00a0": " ",
        "\n": " ",
        "\t": " ",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "ð": "d",
        "ə": "e",
    }
)
_ASCII = bytes(range(0x80))
_ANY = "surrogatepass"  # a query may be typed so that no encoding has it
_FEW = 20  # different letters that are replaced one by one
_CASED = re.compile(r"[A-Z].*[A-Z]|^[A-Z]$")


class _Folding(dict[int, str]):
    """One character for one: its base letter, lower case; what has no single base stays as it is."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFKD", character)[0].lower()
        self[code] = (base if len(base) == 1 else character).translate(_PLAIN)
        return self[code]


_FOLDED = _Folding(_PLAIN)


def foldable(text: str) -> str:
    """The text with case, accents, quotes and dashes folded, character for character."""
    if text.isascii():
        return text.translate(_PLAIN).lower()
    others = set(
        text.encode("utf-8", _ANY).translate(None, _ASCII).decode("utf-8", _ANY)
    )  # quickest in bytes
    if len(others) > _FEW:
        return text.translate(_FOLDED)
    for letter in others:  # mostly quotes and dashes: several times as quick as a look at every letter
        text = text.replace(letter, _FOLDED[ord(letter)])
    return text.replace("\n", " ").replace("\t", " ").replace("`", "'").lower()


def is_cased(name: str) -> bool:
    """Whether a name is matched in its own case only: WHO, AI, UN, COVAX (no lower-case word in it)."""
    return bool(_CASED.search(name)) and not re.search(r"[a-z]{3}", name)


class Found(NamedTuple):
    """A name in a text: what it names (the ids given with it), and where."""

    ids: tuple[str, ...]
    name: str
    start: int
    end: int


class _Spelling(NamedTuple):
    """One way to write a name. open: its last word may run on; cased: how it is written where case counts."""

    name: str
    ids: tuple[str, ...]
    open: bool
    cased: str | None


Spellings = tuple[_Spelling, ...]
"""Names that are folded alike."""


class NameFinder:
    """Finds names given as (name, id); a name may belong to several ids.

    A trailing `*` lets the last word run on. Names with inner capitals match in their own case only.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        by_key: dict[str, dict[str, list[str]]] = {}
        for name, id_ in names:
            ids = by_key.setdefault(foldable(name.rstrip("*")), {}).setdefault(name, [])
            if id_ not in ids:
                ids.append(id_)
        self.spellings: Mapping[str, Spellings] = {
            key: tuple(_spelling(name, ids) for name, ids in spelt.items()) for key, spelt in by_key.items()
        }

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(list(self.spellings), store_patterns=False)

    @cached_property
    def _entries(self) -> list[Spellings]:
        return list(self.spellings.values())

    def find(self, text: str) -> list[Found]:
        """The names in a text, in order, none inside or across another: the longest wins, then the first."""
        folded, entries = foldable(text), self._entries
        seen = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        begin = [one for one in seen if not (one[1] and joins(folded, one[1]))]
        return named(
            text, folded, 0, len(text), [(entries[entry], start, end) for entry, start, end in begin]
        )


def named(
    text: str, folded: str, first: int, last: int, seen: Iterable[tuple[Spellings, int, int]]
) -> list[Found]:
    """The names in text[first:last] among all strings seen there that begin inside no word, by their
    characters in this piece.

    None inside or across another: the longest wins, then the first. folded: the text, as `foldable` makes it.
    """
    found: list[tuple[int, int, _Spelling]] = []
    for spellings, start, end in seen:
        if start < first:
            continue
        runs_on = end < last and folded[end] != " " and joins(folded, end)
        for spelling in spellings:
            if runs_on and not spelling.open:
                continue
            if spelling.cased is not None and text[start:end].translate(_PLAIN) != spelling.cased:
                continue
            found.append((start - first, end - first, spelling))
    return _longest(found) if found else []


def _spelling(name: str, ids: list[str]) -> _Spelling:
    cased = name.rstrip("*").translate(_PLAIN) if is_cased(name) else None
    return _Spelling(name, tuple(ids), name.endswith("*"), cased)


def joins(folded: str, at: int) -> bool:
    """Whether a word goes on over a place between two characters."""
    left, right = folded[at - 1], folded[at]
    return (left.isalnum() and right.isalnum()) or (right == "-" == left)


def _longest(seen: list[tuple[int, int, _Spelling]]) -> list[Found]:
    """Keep the longest of those that overlap; of one stretch named twice, both ids in one."""
    kept: list[Found] = []
    first = last = 0  # the characters of the one kept last
    for start, end, spelling in sorted(seen, key=_place):
        if start >= last:
            kept.append(Found(spelling.ids, spelling.name, start, end))
        elif (start, end) == (first, last):
            before = kept[-1]
            kept[-1] = before._replace(ids=tuple(dict.fromkeys(before.ids + spelling.ids)))
            continue
        elif end - start > last - first:
            kept[-1] = Found(spelling.ids, spelling.name, start, end)
        else:
            continue
        first, last = start, end
    return kept


def _place(one: tuple[int, int, _Spelling]) -> tuple[int, int]:
    return one[0], -one[1]
