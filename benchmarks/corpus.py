"""Documents of 200 to 1,500 words, cut on sentence ends from speeches: for speed and scale, not for relevance.

From un-general-debates the speaker, the country and the year are real; a day within the year is drawn with
the seed. From any other folder of .txt files all of them are drawn. Topics go by simple cues.
"""

import hashlib
import json
import lzma
import math
import os
import random
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pycountry

from benchmarks.peer import BOUNDARY, Document, write
from searchapp.analysis import folded_text, tokens

SEED = 20_231
SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
SPEECHES = Path("un-general-debates") / "speeches.jsonl.xz"
FORMAT = 3  # goes up when the same seed makes other documents

SHORTEST, LONGEST = 200, 1_500  # words
_MIDDLE, _WIDTH = 6.0, 0.46  # of the logarithm of the length; cut to the limits the mean is about 465
_PARAGRAPH = 80  # words from which a sentence ends a paragraph
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")
_BATCH = 64
_CUES = {
    "climate": "climate warming emissions greenhouse",
    "trade": "trade tariffs exports wto",
    "nuclear": "nuclear disarmament proliferation",
    "human-rights": "rights",
    "terrorism": "terrorism terrorist terrorists",
    "middle-east": "palestinian palestine israel",
    "health": "health pandemic hiv aids malaria",
    "migration": "migration migrants refugees",
    "reform": "reform reforms",
    "peacekeeping": "peacekeeping peacekeepers",
    "sea": "ocean oceans maritime sea",
    "food": "hunger food agriculture",
}
_TOPICS = {cue: topic for topic, cues in _CUES.items() for cue in cues.split()}


@dataclass(frozen=True, slots=True)
class Speech:
    """A text to be cut, with what is known of it."""

    country: str
    country_label: str
    speaker: str
    year: int
    text: str


def cached(source: Path | None, size: int, cache: Path | None = None) -> Path:
    """The file of documents of this size, made when it is not there yet.

    source: a folder with un-general-debates in it, or one of .txt files; None: ../shared/corpora. Raises
    FileNotFoundError where there are no texts.
    """
    folder = cache or Path(tempfile.gettempdir()) / f"searchapp-benchmarks-{os.getuid()}"
    source = (source or Path(__file__).parents[2] / "shared" / "corpora").resolve()
    name = hashlib.sha256(f"{source} {size} {SEED} {FORMAT}".encode()).hexdigest()[:12]
    path = folder / f"documents-{size}-{name}.jsonl"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        half_made = path.with_suffix(f".{os.getpid()}.tmp")
        if write(half_made, islice(documents(speeches(source), size), size)) < size:
            raise FileNotFoundError(f"{source}: too little text for {size:,} documents")
        half_made.replace(path)
    return path


def speeches(source: Path) -> list[Speech]:
    """The texts of a source, shuffled with the seed. Raises FileNotFoundError where there are none."""
    for path in (source / SPEECHES, source / SPEECHES.name):
        if path.is_file():
            found = list(_debates(path))
            break
    else:
        found = list(_texts(source))
    if not found:
        raise FileNotFoundError(f"{source}: no {SPEECHES} and no .txt files. Name a folder with --corpus")
    random.Random(SEED).shuffle(found)  # noqa: S311  # no secret
    return found


def documents(found: Sequence[Speech], size: int) -> Iterator[Document]:
    """Documents without end while there is text; each pass over the speeches cuts from other offsets."""
    passes = 4 * size // len(found) + 1  # a speech gives about five documents a pass, a short text none
    work = (
        (found[at : at + _BATCH], at, again) for again in range(passes) for at in range(0, len(found), _BATCH)
    )
    with ProcessPoolExecutor(os.cpu_count() or 1) as pool:
        # a few batches at a time, so that those who take only some do not wait for all
        while batches := list(islice(work, 4 * (os.cpu_count() or 1))):
            for made in pool.map(_cut_batch, batches):
                yield from made


def _debates(path: Path) -> Iterator[Speech]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            plain = json.loads(line)
            code = _alpha_2(plain["country_iso3"])
            yield Speech(
                code, plain["country"] or code, plain["speaker"] or "unknown", plain["year"], plain["text"]
            )


def _texts(source: Path) -> Iterator[Speech]:
    draw = random.Random(SEED)  # noqa: S311
    countries = [(one.alpha_2, one.name) for one in pycountry.countries][:200]
    for path in sorted(source.rglob("*.txt")):
        code, label = draw.choice(countries)
        speaker = f"Speaker {draw.randrange(500)}"
        yield Speech(code, label, speaker, draw.randint(1990, 2022), path.read_text("utf-8", "replace"))


def _alpha_2(code: str) -> str:
    for countries in (pycountry.countries, pycountry.historic_countries):
        if one := countries.get(alpha_3=code):
            return str(getattr(one, "alpha_2", code))
    return code


def _cut_batch(batch: tuple[Sequence[Speech], int, int]) -> list[Document]:
    some, at, again = batch
    return [
        document
        for number, speech in enumerate(some, at)
        for document in _cut(speech, f"{number:05}-{again}", random.Random(f"{SEED} {number} {again}"), again)  # noqa: S311
    ]


def _cut(speech: Speech, name: str, draw: random.Random, again: int) -> Iterator[Document]:
    sentences = _SENTENCE.split(" ".join(speech.text.split()))
    skipped = draw.randrange(min(40, len(sentences))) if again else 0
    kept: list[str] = []
    length, wanted, number = 0, _length(draw), 0
    for sentence in sentences[skipped:]:
        kept.append(sentence)
        length += sentence.count(" ") + 1
        if length >= wanted:
            if length <= LONGEST:
                yield _document(speech, f"{name}-{number}", kept, draw)
                number += 1
            kept, length, wanted = [], 0, _length(draw)


def _length(draw: random.Random) -> int:
    while not SHORTEST <= (words := math.exp(draw.gauss(_MIDDLE, _WIDTH))) <= LONGEST:
        pass
    return int(words)


def _document(speech: Speech, name: str, sentences: Iterable[str], draw: random.Random) -> Document:
    day = date(speech.year, 1, 1) + timedelta(days=draw.randrange(365))
    title = f"{speech.speaker} of {speech.country_label} at the General Debate of {speech.year}"
    passages = (title, *_paragraphs(sentences))
    read = [tokens(passage) for passage in passages]
    cues = [_TOPICS[token.word] for some in read for token in some if token.word in _TOPICS]
    boundary = f" {BOUNDARY} "
    return Document(
        id=name,
        passages=passages,
        words=boundary.join(" ".join(token.word for token in some) for some in read),
        stems=boundary.join(" ".join(token.stem for token in some) for some in read),
        country=speech.country,
        country_label=speech.country_label,
        minister=folded_text(speech.speaker).replace(" ", "-") or "unknown",
        minister_label=speech.speaker,
        topics=tuple(sorted(topic for topic in set(cues) if cues.count(topic) > 1)),
        day=day.year * 10_000 + day.month * 100 + day.day,
    )


def _paragraphs(sentences: Iterable[str]) -> Iterator[str]:
    kept: list[str] = []
    for sentence in sentences:
        kept.append(sentence)
        if sum(one.count(" ") + 1 for one in kept) >= _PARAGRAPH:
            yield " ".join(kept)
            kept = []
    if kept:
        yield " ".join(kept)
