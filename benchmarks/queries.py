"""Questions made from the corpus's own words, by bands of document frequency; fixed by the seed, none twice."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from benchmarks.peer import BOUNDARY, KINDS, Document, Kind, Question
from searchapp.analysis import stem
from searchapp.function_words import is_function_word

SEED = 7_919
# shares of the documents that hold a word: frequent, middling, rare
BANDS = ((0.05, 0.5), (0.005, 0.05), (0.0005, 0.005))
_PLAIN = re.compile(r"[a-z]{3,}")  # words that every engine's own tokenizer leaves whole
_SAMPLED = 5_000  # documents from which phrases are taken
_TRIES = 400  # for each question wanted, before too small a corpus is given up


@dataclass(slots=True)
class Vocabulary:
    """What questions are drawn from. words: plain words by band; runs: texts of passages, to take phrases from."""

    words: tuple[list[str], ...]
    runs: list[list[str]]
    countries: list[str]
    years: list[int] = field(default_factory=list)


def vocabulary(documents: Iterable[Document]) -> Vocabulary:
    """Read the words of a corpus, once over."""
    frequency, forms = Counter[str](), Counter[str]()
    countries, years, runs, size = Counter[str](), Counter[int](), list[list[str]](), 0
    for document in documents:
        size += 1
        words = set(document.words.split())
        forms.update(words)
        frequency.update({stem(word) for word in words})
        countries[document.country] += 1
        years[document.year] += 1
        if size <= _SAMPLED:
            runs += [run.split() for run in document.words.split(BOUNDARY)[1:]]
    best: dict[str, str] = {}  # stem -> its most frequent form
    for word in sorted(forms, key=lambda one: (-forms[one], one)):
        if _PLAIN.fullmatch(word) and not is_function_word(word):
            best.setdefault(stem(word), word)
    bands = tuple(
        [word for root, word in best.items() if max(2, low * size) <= frequency[root] < high * size]
        for low, high in BANDS
    )
    return Vocabulary(bands, [run for run in runs if len(run) > 8], sorted(countries), sorted(years))


def questions(source: Vocabulary, per_kind: int) -> dict[Kind, list[Question]]:
    """So many different questions of each kind, or as many as a small corpus has."""
    draw = random.Random(SEED)  # noqa: S311  # no secret
    return {kind: _different(_MAKERS[kind], source, draw, per_kind) for kind in KINDS}


def text(question: Question) -> str:
    """The question as someone would type it into the search box."""
    words = " ".join(question.words)
    match question.kind:
        case "or":
            return " OR ".join(question.words)
        case "phrase":
            return f'"{words}"'
        case "prefix":
            return f"{words}*"
        case "filter":
            return f"{words} country:{question.country}"
        case "date":
            return f"{words} date:{_written(question.first)}..{_written(question.last)}"
        case _:
            return words


_Maker = Callable[[Vocabulary, random.Random], Question]


def _different(make: _Maker, source: Vocabulary, draw: random.Random, wanted: int) -> list[Question]:
    made: dict[Question, None] = {}
    for _ in range(wanted * _TRIES):
        if len(made) == wanted:
            break
        made[make(source, draw)] = None
    return list(made)


def _term(source: Vocabulary, draw: random.Random) -> Question:
    return _of("term", (_word(source, draw),))


def _or(source: Vocabulary, draw: random.Random) -> Question:
    return _of("or", _words(source, draw, draw.choice((2, 2, 3, 4))))


def _and(source: Vocabulary, draw: random.Random) -> Question:
    """Two or three words of one paragraph, so that something is found."""
    while True:
        words = {
            word for word in draw.choice(source.runs) if _PLAIN.fullmatch(word) and not is_function_word(word)
        }
        if len(words) >= 3:
            return _of("and", tuple(draw.sample(sorted(words), draw.choice((2, 2, 3)))))


def _phrase(source: Vocabulary, draw: random.Random) -> Question:
    """Two to four words as they stand in a text; the first and the last are no function words."""
    for run in _runs(source, draw):
        if all(_PLAIN.fullmatch(word) or word in {"of", "to", "in"} for word in run) and not (
            is_function_word(run[0]) or is_function_word(run[-1])
        ):
            return Question("phrase", run)
    raise AssertionError  # there is always another run


def _filter(source: Vocabulary, draw: random.Random) -> Question:
    words = (
        (draw.choice(source.words[0]), _word(source, draw)) if draw.random() < 0.5 else (_word(source, draw),)
    )
    return _of("filter", tuple(dict.fromkeys(words)), country=draw.choice(source.countries))


def _prefix(source: Vocabulary, draw: random.Random) -> Question:
    word = _word(source, draw)
    return Question("prefix", (word[: draw.choice((3, 4, 5))],))


def _date(source: Vocabulary, draw: random.Random) -> Question:
    year, month = draw.choice(source.years), draw.randint(1, 12)
    last_year = year + draw.choice((0, 1, 4, 9))
    first, last = year * 10_000 + month * 100 + 1, last_year * 10_000 + 12 * 100 + 31
    return _of("date", (_word(source, draw),), first=first, last=last)


_MAKERS: dict[Kind, _Maker] = {
    "term": _term,
    "or": _or,
    "and": _and,
    "phrase": _phrase,
    "filter": _filter,
    "prefix": _prefix,
    "date": _date,
}


def _of(kind: Kind, words: tuple[str, ...], country: str = "", first: int = 0, last: int = 0) -> Question:
    return Question(kind, words, tuple(stem(word) for word in words), country, first, last)


def _word(source: Vocabulary, draw: random.Random) -> str:
    return draw.choice(draw.choice([band for band in source.words if band]))


def _words(source: Vocabulary, draw: random.Random, count: int) -> tuple[str, ...]:
    """Words that are unlike; they come from the frequent and middling bands more often."""
    bands = [
        source.words[0] or source.words[1],
        source.words[1] or source.words[0],
        *filter(None, source.words),
    ]
    made: dict[str, None] = {}
    while len(made) < count:
        made[draw.choice(draw.choice(bands))] = None
    return tuple(made)


def _runs(source: Vocabulary, draw: random.Random) -> Iterator[tuple[str, ...]]:
    while True:
        run, length = draw.choice(source.runs), draw.choice((2, 2, 3, 4))
        at = draw.randrange(len(run) - length)
        yield tuple(run[at : at + length])


def _written(day: int) -> str:
    return f"{day // 10_000}-{day // 100 % 100:02}-{day % 100:02}"
