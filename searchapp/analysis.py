"""Text to tokens: one analyzer for documents and queries, with no stop list.

A token is a run of letters and digits, folded (case, accents, width); apostrophes and hyphens part
words, so that `TPP11's` holds `tpp11` and `COVID-19` is `covid` then `19`. `U.S.` stays one token,
`5.7` and `1,000` too. A run of Chinese, Japanese or Korean is cut into overlapping pairs, then its last
character alone. The stem is Snowball English of the folded form; of met, sought and other irregular
forms of the verbs that readouts report by, that of meet and seek.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
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
    rf"""[A-Za-z][A-Za-z0-9]++(?![^\x00-\x7f])                       # most words, soon told
    | (?P<cjk>[{_CJK}]+)
    | (?<![^\W_]) (?:{_LETTER}\.){{2,}} (?:{_LETTER}(?![^\W_]))?   # U.S.  U.S.A  p.m.
    | (?<![^\W_]) \d+ (?:[.,]\d+)+ (?![^\W_])                        # 5.7  1,000
    | {_LETTER} (?:{_LETTER}|[{_combining()}])*""",
    re.VERBOSE,
)
_IS_CJK = re.compile(f"[{_CJK}]")
# What follows reads most texts much faster than _TOKEN, and to the same words.
_RUN = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[.,](?<=[^\W_].)[^\W_]")
_JOINED_WORDS = re.compile(r"(?<![^\W_])[^\W_]++(?:[.,][^\W_]++)+\.?")  # may be abbreviations or numbers
_OTHER_SCRIPT = re.compile(r"[^\x00-\u02ff\u2000-\u206f]")
_PRINTERS_MARKS = (
    "’‘“”–—…°€£«»\u00a0"  # no letter nor digit, and often all that keeps a text from being ASCII
)
_TO_SPACES = {code: " " if not chr(code).isalnum() else chr(code).lower() for code in range(128)}
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
_IN_WORDS = np.asarray([chr(code).isalnum() for code in range(0x2070)])
_local = threading.local()

Positions = npt.NDArray[np.intp]


VERSION = 2  # goes up when a text has other tokens or stems than before: an index of other ones is made anew
_FORMS_OF = {  # the verbs that readouts report by
    "give": "gave given", "hold": "held", "meet": "met", "say": "said", "seek": "sought", "speak": "spoke spoken",
    "take": "took taken", "tell": "told", "undertake": "undertook undertaken",
}  # fmt: skip
_BELONGS_TO = {form: word for word, forms in _FORMS_OF.items() for form in forms.split()}


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
    """Snowball's English stem of a folded word, or of the word that an irregular form belongs to.

    What is not plain a-z is its own stem.
    """
    if not _ENGLISH.fullmatch(word):
        return word
    if not hasattr(_local, "stemmer"):  # a stemmer keeps state: one a thread
        _local.stemmer = Stemmer.Stemmer("english")
    return str(_local.stemmer.stemWord(_BELONGS_TO.get(word, word)))


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
    return not word.isascii() and bool(_IS_CJK.match(word))


def folded_text(text: str) -> str:
    """The words of a text, folded and parted by single spaces: a key to compare names by."""
    if text.isascii() and not _JOINED.search(text):
        return " ".join(text.translate(_TO_SPACES).split())
    return " ".join(word for word, _, _ in _words(text))


def surfaces(text: str) -> tuple[list[str], Positions]:
    """The words of a text, as they are written but for the case of some, and where each begins.

    `word` makes them comparable. The same words as `spans` tells, found several times as fast in most texts.
    """
    if _OTHER_SCRIPT.search(text):
        return _read(text, spans(text))
    if not _JOINED.search(text):
        return _runs(text)
    words, starts, at = list[str](), list[Positions](), 0
    for joined in _JOINED_WORDS.finditer(text):
        for some, begins, first in (
            (*_runs(text[at : joined.start()]), at),
            (*_read(joined.group(), spans(joined.group())), joined.start()),
        ):
            words += some
            starts.append(begins + first)
        at = joined.end()
    rest, begins = _runs(text[at:])
    return words + rest, np.concatenate((*starts, begins + at))


def _read(text: str, found: Iterable[tuple[int, int]]) -> tuple[list[str], Positions]:
    places = list(found)
    return [text[start:end] for start, end in places], np.asarray([start for start, _ in places], np.intp)


def _runs(text: str) -> tuple[list[str], Positions]:
    """Runs of letters and digits, in a text that holds no words but these."""
    if not text.isascii():
        for mark in _PRINTERS_MARKS:
            text = text.replace(mark, " ")
    if text.isascii():  # far the quickest
        inside, words = _IN_WORDS[np.frombuffer(text.encode(), np.uint8)], text.translate(_TO_SPACES).split()
    else:
        inside, words = _IN_WORDS[np.frombuffer(text.encode("utf-16-le"), np.uint16)], _RUN.findall(text)
    inside[1:] &= ~inside[:-1]
    return words, np.flatnonzero(inside)


def end_of(text: str, start: int) -> int:
    """Where a word ends that begins at `start`."""
    found = _TOKEN.match(text, start)
    if found is None:
        raise ValueError(f"no word begins at {start}")
    if found.lastgroup:  # cjk
        return min(start + 2, found.end())
    return found.end()


def spans(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """The characters [start, end) of the words of a text, from the word that begins at `start`."""
    for found in _TOKEN.finditer(text, start):
        first, end = found.span()
        if found.lastgroup == "cjk":
            yield from ((at, min(at + 2, end)) for at in range(first, end))
        else:
            yield first, end


def word(surface: str) -> str:
    """The folded word that is written so."""
    if is_cjk(surface):
        return unicodedata.normalize("NFKC", surface)
    return fold(surface.rstrip("."))


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for start, end in spans(text):
        yield word(text[start:end]), start, end
