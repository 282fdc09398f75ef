"""A readout as the server takes it: our tokens, ids and days, and the readout itself as JSON."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from searchapp.analysis import Positions, stem, surfaces, word
from searchapp.engines.arrays.fields import MONTH, TITLE, as_number, fillings
from searchapp.engines.arrays.records import encode
from searchapp.engines.opensearch.layout import BETWEEN, LABELLED, LONGEST, Body
from searchapp.readout import Readout, Statement
from searchapp.stands import told

_MARK = 24  # hexadecimal digits that tell one readout from any other


@dataclass(frozen=True, slots=True)
class Document:
    """key: what the server knows it by. words: those of any text, and those of its title, each once."""

    key: str
    body: Body
    words: frozenset[str]
    titled: frozenset[str]


def key(id_: str) -> str:
    """The server's key of a readout: ids may be longer than it takes, or empty."""
    return hashlib.sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def term(word: str) -> str:
    """A token as it is indexed and asked for."""
    return word[:LONGEST]


def joined(words: Iterable[str]) -> str:
    """Tokens in a row, as the server parts them again."""
    return BETWEEN.join(term(word) for word in words)


def label(id_: str, name: str) -> str:
    """An id and a name that a readout gives it, as one term."""
    return f"{id_}\0{name}"


@dataclass(frozen=True, slots=True)
class _Read:
    """A text: its words and stems in their order, as they are indexed, and where each begins."""

    words: Sequence[str]
    stems: Sequence[str]
    starts: Positions

    def between(self, start: int, end: int) -> "_Read":
        """What begins at the characters [start, end)."""
        first, last = np.searchsorted(self.starts, (start, end)).tolist()
        return _Read(self.words[first:last], self.stems[first:last], self.starts[first:last])


_NOTHING = _Read((), (), np.asarray([], np.intp))


def _read(text: str) -> _Read:
    found, starts = surfaces(text)
    pairs = [_terms(one) for one in found]
    return _Read([one for one, _ in pairs], [stem for _, stem in pairs], starts)


@lru_cache(maxsize=1 << 17)
def _terms(surface: str) -> tuple[str, str]:
    """A word as it is written, as the two terms that are indexed of it."""
    folded = word(surface)
    return term(folded), term(stem(folded))


def counted(readouts: Iterable[Readout]) -> tuple[Counter[str], Counter[str]]:
    """In how many of some readouts each word stands, in any text and in the title."""
    every, titled = Counter[str](), Counter[str]()
    for readout in readouts:
        title = set(_read(readout.title).words)
        titled.update(title)
        every.update(title.union(*(_read(one.text).words for one in readout.passages)))
    return every, titled


def document(readout: Readout) -> Document:
    """Raises ValueError for text that is not Unicode (half a surrogate pair)."""
    title = _read(readout.title)
    passages = [_read(passage.text) for passage in readout.passages]
    kept = encode(readout)
    body: Body = {
        "readout": kept.decode(),
        "mark": hashlib.sha256(kept).hexdigest()[:_MARK],
        "id": readout.id,
        "text": [BETWEEN.join(some.words) for some in (title, *passages)],
        "title": BETWEEN.join(title.words),
        "stems": BETWEEN.join(stem for some in ([title] * TITLE + passages) for stem in some.stems),
        "title_stems": BETWEEN.join(title.stems),
        "length": TITLE * len(title.words) + sum(len(some.words) for some in passages),
        "statements": len(readout.statements),
        "said": _said(readout, passages),
        "label": {},
    }
    if readout.date:
        first = as_number(readout.date.first)
        body |= {"first": first, "last": as_number(readout.date.last)}
        body[MONTH] = f"{first // 10_000:04}-{first // 100 % 100:02}"
    for field, entities in fillings(readout).items():
        body[field] = list(dict.fromkeys(entity.id for entity in entities))
        if field in LABELLED:
            body["label"][field] = list(dict.fromkeys(label(one.id, one.label) for one in entities))
    titled = frozenset(title.words)
    return Document(key(readout.id), body, titled.union(*(some.words for some in passages)), titled)


def _said(readout: Readout, passages: Sequence[_Read]) -> list[Body]:
    made = [
        _statement(one, read.between(one.start, one.end))
        for read, some in zip(passages, told(readout), strict=True)
        for one in some
    ]
    anchors = {passage.anchor for passage in readout.passages}
    return made + [_statement(one, _NOTHING) for one in readout.statements if one.passage not in anchors]


def _statement(one: Statement, read: _Read) -> Body:
    return {
        "side": one.side or "",  # always there, since an empty object is no document
        "speaker": one.speaker.id if one.speaker else None,
        "text": BETWEEN.join(read.words),
        "stems": BETWEEN.join(read.stems),
    }
