"""The words of a generation, each with the number of readouts that hold it: what a pattern or a misspelling stands for.

The server finds what may fit; whether it does, we say ourselves where its rules are not ours.
"""

from dataclasses import dataclass

from searchapp.clause import Close, Pattern, Text
from searchapp.distance import within
from searchapp.engines.opensearch.layout import Body
from searchapp.engines.opensearch.server import Server
from searchapp.spelling import Spellings

MAX_WORDS = 1_024  # that one pattern or close word stands for; of more, those in most readouts are kept
_LIKELY = 10_000  # words that are looked at, the server's most on a page
_FARTHEST = 2  # edits that the server counts


@dataclass(frozen=True, slots=True)
class Words:
    """Words with the number of readouts of each, most first, then by the alphabet; capped: whether there are more."""

    counts: dict[str, int]
    capped: bool = False


class Lexicon:
    """The words of a generation. index: where they are."""

    def __init__(self, server: Server, index: str) -> None:
        self._server, self._index = server, index

    def standing_for(self, clause: Pattern | Close) -> Words:
        """The words that a pattern or close word stands for."""
        match clause:
            case Pattern(pattern, text):
                return self._found(wildcard(pattern), text, MAX_WORDS)
            case Close(word, distance, text):
                likely = self._found(_likely(word, distance, begins=True), text, _LIKELY).counts
                fits = {
                    other: n
                    for other, n in likely.items()
                    if other[:1] == word[:1] and within(other, word, distance)
                }
                return Words(dict(list(fits.items())[:MAX_WORDS]), len(fits) > MAX_WORDS)

    def near(self, word: str, distance: int) -> dict[str, int]:
        """The words of any text that are spelt nearly so; see `searchapp.spelling`."""
        likely = self._found(_likely(word, distance, begins=False), "any", _LIKELY).counts
        words = sorted(likely)
        return {words[n]: likely[words[n]] for n, _ in Spellings(words).near(word, distance)}

    def starting(self, prefix: str, most: int) -> dict[str, int]:
        """The words of titles that begin so."""
        return self._found({"prefix": {"word": prefix}}, "title", most).counts

    def nearly_starting(self, prefix: str, most: int) -> dict[str, int]:
        """The words of titles of which a beginning is at most one edit from `prefix`."""
        beginnings = {prefix + "*"}
        for n in range(len(prefix)):
            before, after = prefix[:n], prefix[n + 1 :]
            beginnings |= {f"{before}{after}*", f"{before}?{after}*", f"{before}?{prefix[n:]}*"}
            if after:
                beginnings.add(f"{before}{after[0]}{prefix[n]}{after[1:]}*")
        asked = [wildcard(one) for one in sorted(beginnings)]
        likely = sorted(self._found({"bool": {"should": asked}}, "title", most).counts.items())
        fits = Spellings([word for word, _ in likely]).nearly_starting(prefix).tolist()
        return dict(sorted((likely[n] for n in fits), key=lambda one: (-one[1], one[0])))

    def _found(self, query: Body, text: Text, most: int) -> Words:
        of_words = [{"term": {"kind": "word"}}, {"range": {text: {"gte": 1}}}, query]
        asked = {
            "query": {"bool": {"filter": of_words}},
            "sort": [{text: "desc"}, {"word": "asc"}],
            "size": most,
            "_source": False,
            "track_total_hits": True,
        }
        hits = self._server.search(self._index, asked)["hits"]
        counts = {word: count for count, word in (hit["sort"] for hit in hits["hits"])}
        return Words(counts, hits["total"]["value"] > most)


def wildcard(pattern: str) -> Body:
    """Words that match a pattern whole."""
    return {"wildcard": {"word": {"value": pattern.replace("\\", "\\\\")}}}


def _likely(word: str, distance: int, *, begins: bool) -> Body:
    """Words that may be so few edits from one; the server misses short ones, which are told by their length."""
    if not distance or not word:
        return {"term": {"word": word}}
    edits = min(distance, _FARTHEST)
    asked: list[Body] = [
        {
            "fuzzy": {
                "word": {
                    "value": word,
                    "fuzziness": edits,
                    "prefix_length": int(begins),
                    "max_expansions": MAX_WORDS,
                    "transpositions": not begins,
                }
            }
        }
    ]
    longest = len(word) + edits if len(word) <= edits else edits
    first = word[0] if begins else "?"
    asked += [wildcard(first + "?" * more) for more in range(longest)]
    return {"bool": {"should": asked}}
