"""A readout as the server takes it: our tokens, ids and days, and the readout itself as JSON."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from searchapp.analysis import Token, tokens
from searchapp.engines.arrays.fields import MONTH, TITLE, as_number, fillings
from searchapp.engines.arrays.records import encode
from searchapp.engines.opensearch.layout import BETWEEN, LABELLED, LONGEST, Body
from searchapp.readout import Readout, Statement
from searchapp.stands import told


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


def counted(readouts: Iterable[Readout]) -> tuple[Counter[str], Counter[str]]:
    """In how many of some readouts each word stands, in any text and in the title."""
    every, titled = Counter[str](), Counter[str]()
    for readout in readouts:
        title = {term(token.word) for token in tokens(readout.title)}
        titled.update(title)
        every.update(title.union(*(_words(tokens(one.text)) for one in readout.passages)))
    return every, titled


def document(readout: Readout) -> Document:
    """Raises ValueError for text that is not Unicode (half a surrogate pair)."""
    title = tokens(readout.title)
    passages = [tokens(passage.text) for passage in readout.passages]
    body: Body = {
        "readout": encode(readout).decode(),
        "id": readout.id,
        "text": [joined(token.word for token in some) for some in (title, *passages)],
        "title": joined(token.word for token in title),
        "stems": joined(token.stem for some in (title * TITLE, *passages) for token in some),
        "title_stems": joined(token.stem for token in title),
        "length": TITLE * len(title) + sum(map(len, passages)),
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
    titled = _words(title)
    return Document(key(readout.id), body, titled.union(*map(_words, passages)), titled)


def _words(some: Iterable[Token]) -> frozenset[str]:
    return frozenset(term(token.word) for token in some)


def _said(readout: Readout, passages: Sequence[Sequence[Token]]) -> list[Body]:
    made = [
        _statement(one, [token for token in read if one.start <= token.start < one.end])
        for read, some in zip(passages, told(readout), strict=True)
        for one in some
    ]
    anchors = {passage.anchor for passage in readout.passages}
    return made + [_statement(one, ()) for one in readout.statements if one.passage not in anchors]


def _statement(one: Statement, words: Sequence[Token]) -> Body:
    return {
        "side": one.side or "",  # always there, since an empty object is no document
        "speaker": one.speaker.id if one.speaker else None,
        "text": joined(token.word for token in words),
        "stems": joined(token.stem for token in words),
    }
