"""Text to tokens: one analyzer for documents and queries, with no stop list.

A token is a run of letters and digits, folded (case, accents, width); apostrophes and hyphens part
words, so that `TPP11's` holds `tpp11` and `COVID-19` is `covid` then `19`. `U.S.` stays one token,
`5.7` and `1,000` too. A run of Chinese, Japanese or Korean is cut into overlapping pairs, then its last
character alone. The stem is Snowball English of the folded form.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

_CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"


def _combining() -> str:
    """Every combining mark outside the CJK blocks, as the inside of a character class."""
    marks = [
        c for c in range(0x300, 0x1F000) if unicodedata.category(chr(c)) in {"Mn", "Mc"}
    ]  # beyond: none of letters
    ranges: list[list[int]] = []
    for mark in marks:
        if ranges and mark == ranges[-1][1] + 1:
            ranges[-1][1] = mark
        else:
            ranges.append([mark, mark])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_LETTER = rf"[^\W_{_CJK}]"
_TOKEN = re.compile(
    rf"""(?P<cjk>[{_CJK}]+)
    | (?<![^\W_]) (?:{_LETTER}\.){{2,}} (?:{_LETTER}(?![^\W_]))?   # U.S.  U.S.A  p.m.
    | (?<![^\W_]) \d+ (?:[.,]\d+)+ (?![^\W_])                        # 5.7  1,000
    | {_LETTER} (?:{_LETTER}|[{_combining()}])*""",
    re.VERBOSE,
)
_UNDECOMPOSED = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ə": "e",
    }
)
_ENGLISH = re.compile(r"[a-z]+")
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Token:
    """A token: folded form, stem, position among the tokens, characters [start, end) of the text."""

    word: str
    stem: str
    position: int
    start: int
    end: int


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """The form under which a word is compared: full width, case and accents taken away."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(c for c in plain if unicodedata.category(c) != "Mn")
    return bare.translate(_UNDECOMPOSED) or plain


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Snowball's English stem of a folded word; what is not plain a-z is its own stem."""
    if not _ENGLISH.fullmatch(word):
        return word
    if not hasattr(_local, "stemmer"):  # a stemmer keeps state: one a thread
        _local.stemmer = Stemmer.Stemmer("english")
    return str(_local.stemmer.stemWord(word))


def tokens(text: str) -> list[Token]:
    """The tokens of a text, positions from 0."""
    return [
        Token(word, stem(word), position, start, end)
        for position, (word, start, end) in enumerate(_words(text))
    ]


def phrase_words(text: str) -> tuple[str, ...]:
    """The folded words of a phrase that is asked for.

    A run of CJK characters at its end is left open: 上川 is found in 上川陽子.
    """
    found = [(word, start, end) for word, start, end in _words(text)]
    if len(found) > 1 and found[-1][2] - found[-1][1] == 1 and found[-2][2] == found[-1][2]:
        found.pop()
    return tuple(word for word, _, _ in found)


def is_cjk(word: str) -> bool:
    """Whether a token is made of Chinese, Japanese or Korean characters."""
    return bool(re.match(f"[{_CJK}]", word))


def folded_text(text: str) -> str:
    """The words of a text, folded and parted by single spaces: a key to compare names by."""
    return " ".join(word for word, _, _ in _words(text))


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if found.lastgroup != "cjk":
            yield fold(found.group().rstrip(".")), start, end
            continue
        for at in range(start, end):
            pair_end = min(at + 2, end)
            yield unicodedata.normalize("NFKC", text[at:pair_end]), at, pair_end
