"""The two indexes of a generation: the readouts, and beside them its words, files and manifest.

Our tokens are sent joined by line ends and parted there again, so that the server analyses nothing. A word scores
as often as it stands (`standing`); all else of a score is made of that in `scores`.
"""

import hashlib
import json
from typing import Any

from searchapp import analysis
from searchapp.engines.arrays.fields import GAP, KEYWORDS, MONTH

Body = dict[str, Any]

SAME = ("type", "mode", "lang", "year", "has", MONTH)  # fields whose ids are their own labels
FIELDS = (*KEYWORDS, MONTH)
LABELLED = tuple(field for field in FIELDS if field not in SAME)
BETWEEN = "\n"  # stands between two tokens: in no token is one
LONGEST = 8_000  # characters of a token that are kept: the server takes 32,766 bytes

_ANALYSIS: Body = {
    "tokenizer": {"lines": {"type": "simple_pattern_split", "pattern": BETWEEN}},
    "analyzer": {"ours": {"type": "custom", "tokenizer": "lines"}},
}
_STANDING: Body = {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}
_STEMS: Body = {
    "type": "text",
    "analyzer": "ours",
    "similarity": "standing",
    "norms": False,
    "index_options": "freqs",
}
_WORDS = _STEMS | {"index_options": "positions", "position_increment_gap": GAP}
_KEYWORD: Body = {"type": "keyword"}
_KEPT: Body = {"type": "keyword", "index": False, "doc_values": False}

READOUTS: Body = {
    "dynamic": "strict",
    # the rest can be made again of the readout
    "_source": {"includes": ["readout", "title"]},
    "properties": {
        "readout": _KEPT,
        "id": _KEYWORD,
        "mark": _KEYWORD,
        "text": _WORDS,
        "title": _WORDS,
        "stems": _STEMS,
        "title_stems": _STEMS,
        "length": {"type": "integer", "index": False},
        "first": {"type": "integer"},
        "last": {"type": "integer"},
        "statements": {"type": "integer", "index": False},
        **dict.fromkeys(FIELDS, _KEYWORD),
        "label": {"properties": dict.fromkeys(LABELLED, _KEYWORD | {"index": False})},
        "said": {
            "type": "nested",
            "properties": {"side": _KEYWORD, "speaker": _KEYWORD, "text": _WORDS, "stems": _STEMS},
        },
    },
}
BESIDE: Body = {
    "dynamic": "strict",
    "properties": {
        "kind": _KEYWORD,
        "word": _KEYWORD,
        "any": {"type": "integer"},
        "title": {"type": "integer"},
        "held": _KEPT,
    },
}


def settings(shards: int, replicas: int) -> Body:
    """Of an index that is being loaded: it is not looked into, and has no more copies than it must."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "refresh_interval": "-1",
        "codec": "best_compression",
        "analysis": _ANALYSIS,
        "similarity": {"standing": _STANDING},
        "mapping.nested_objects.limit": 200_000,
        "mapping.total_fields.limit": 200,
    }


def digest(shards: int) -> str:
    """What tells one layout from another: part of the index's name, so that another layout is another index."""
    told = json.dumps([analysis.VERSION, READOUTS, settings(shards, 0)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:8]
