"""Finds many names in a text in one pass: whole words, accents and case folded, longest first."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

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
    return text.translate(_PLAIN).lower() if text.isascii() else text.translate(_FOLDED)


def is_cased(name: str) -> bool:
    """Whether a name is matched in its own case only: WHO, AI, UN, COVAX (no lower-case word in it)."""
    return bool(_CASED.search(name)) and not re.search(r"[a-z]{3}", name)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: what it names (the ids given with it), and where."""

    ids: tuple[str, ...]
    name: str
    start: int
    end: int


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
        self._entries = [tuple(spelt.items()) for spelt in by_key.values()]
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_key), store_patterns=False)

    def find(self, text: str) -> list[Found]:
        """The names in a text, in order, none inside or across another: the longest wins, then the first."""
        folded = foldable(text)
        found: list[Found] = []
        for entry, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and _joins(folded[start - 1], folded[start]):
                continue
            for name, ids in self._entries[entry]:
                if not name.endswith("*") and end < len(folded) and _joins(folded[end - 1], folded[end]):
                    continue
                if is_cased(name) and not _same_case(text[start:end], name):
                    continue
                found.append(Found(tuple(ids), name, start, end))
        return _longest(found)


def _joins(left: str, right: str) -> bool:
    return (left.isalnum() and right.isalnum()) or (right == "-" == left)


def _same_case(written: str, name: str) -> bool:
    return written.translate(_PLAIN) == name.rstrip("*").translate(_PLAIN)


def _longest(found: list[Found]) -> list[Found]:
    """Keep the longest of those that overlap; of one stretch named twice, both ids in one."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if kept and one.start < kept[-1].end:
            last = kept[-1]
            if (one.start, one.end) == (last.start, last.end):
                kept[-1] = Found(tuple(dict.fromkeys(last.ids + one.ids)), last.name, last.start, last.end)
            elif one.end - one.start > last.end - last.start:
                kept[-1] = one
            continue
        kept.append(one)
    return kept
