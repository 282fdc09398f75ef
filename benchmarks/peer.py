"""What an engine under test is, and the values that it is given: documents and questions."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

Task = Literal["top10", "facets", "page"]
Kind = Literal["term", "or", "and", "phrase", "filter", "prefix", "date"]
TASKS: tuple[Task, ...] = get_args(Task)
KINDS: tuple[Kind, ...] = get_args(Kind)
FACETS = ("country", "minister", "topic", "year")
BUCKETS = 20  # of a facet that a page shows; what Tantivy's terms aggregation is asked for
BOUNDARY = (
    "¶"  # a token between two passages, so that a peer's phrase does not reach across, as ours does not
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as the peers get it.

    passages: its title, then its paragraphs, as written. words, stems: all of their tokens, made by
    `searchapp.analysis`, parted by single spaces, with BOUNDARY between passages. day: YYYYMMDD.
    """

    id: str
    passages: tuple[str, ...]
    words: str
    stems: str
    country: str
    country_label: str
    minister: str
    minister_label: str
    topics: tuple[str, ...]
    day: int

    @property
    def year(self) -> int:
        return self.day // 10_000

    @property
    def text(self) -> str:
        """All passages in one text, with BOUNDARY between them."""
        return f"\n{BOUNDARY}\n".join(self.passages)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every engine alike.

    term, or, and, filter, date: documents with one, any, all of the stems; filter: also of the country;
    date: also of a day in [first, last], as YYYYMMDD; phrase: the words in this order; prefix: a word that
    begins with words[0].
    """

    kind: Kind
    words: tuple[str, ...]
    stems: tuple[str, ...] = ()
    country: str = ""
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page needs. counts: facet -> value -> documents, at least the BUCKETS most frequent values."""

    ids: tuple[str, ...]
    counts: Mapping[str, Mapping[str, int]]
    snippets: tuple[str, ...] = ()


class Peer(Protocol):
    """An engine under test. It evaluates a question on one thread, and keeps no answers."""

    tasks: tuple[Task, ...]
    kinds: tuple[Kind, ...]
    parallel: bool  # builds on several cores, where the index for questions is to be made by one

    def version(self) -> str:
        """What was measured, with its version."""
        ...

    def build(self, folder: Path, documents: Iterable[Document], cores: int) -> None:
        """Make an index in an empty folder, ready for questions, on as many cores as it can use."""
        ...

    def open(self, folder: Path) -> None:
        """Open the index that was built."""
        ...

    def count(self, question: Question) -> int | None:
        """How many documents a question finds; None where the engine cannot tell."""
        ...

    def top10(self, question: Question) -> tuple[str, ...]:
        """The ids of the ten best."""
        ...

    def facets(self, question: Question) -> Answer:
        """The ten best, and the counts of FACETS over all that was found."""
        ...

    def page(self, question: Question) -> Answer:
        """The same with a snippet of each of the ten."""
        ...


def write(path: Path, documents: Iterable[Document]) -> int:
    """Write documents, a JSON object a line; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(asdict(document), ensure_ascii=False) + "\n")
            count += 1
    return count


def read(path: Path) -> Iterator[Document]:
    """The documents of a file that `write` made."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            plain: dict[str, Any] = json.loads(line)
            plain["passages"], plain["topics"] = tuple(plain["passages"]), tuple(plain["topics"])
            yield Document(**plain)


def question(plain: Mapping[str, Any]) -> Question:
    """A question that came as JSON."""
    return Question(**{**plain, "words": tuple(plain["words"]), "stems": tuple(plain["stems"])})
