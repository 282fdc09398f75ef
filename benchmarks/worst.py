"""The worst that can be asked of each kind, drawn at random, through the real application: answered in time, or refused.

    python -m benchmarks.worst INDEX_FOLDER --each 40

What took longest of each kind is asked again, and the least time of several counts, since the machine has other work.
Times are of one core (process time): what others take from it does not count.
"""

import gc
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote

import click
from flask.testing import FlaskClient

from benchmarks.report import percentile
from searchapp.authority import load
from searchapp.engine import Reader
from searchapp.engines.whoosh import WhooshEngine
from searchapp.searcher import Searcher
from searchapp.web.app import create_app

LIMIT = 200  # ms
_AGAIN = 5  # times that the slowest are asked, of which the least time counts
_SLOWEST = 3  # of each kind
_SAMPLED = 300  # readouts from which words are taken
_LONGEST = 2_000  # bytes of a query
_REFUSED = 400
_COMMON = "the of and to in for on with that is as be by we are this our was from it has have will united states people government security international peace".split()
_COUNTRIES = "Mexico Japan US France Germany Russia China India Ukraine Israel".split()
_FORMS = ("csv", "jsonl", "bibtex", "ris", "md")


@dataclass(slots=True)
class Drawn:
    """What queries are made of: words of an index as they follow each other, its ids, and a source of chance."""

    chance: random.Random
    words: list[str]
    ids: Sequence[str]

    @classmethod
    def of(cls, reader: Reader, seed: int) -> "Drawn":
        """The words of some readouts of an index."""
        chance, ids, words = random.Random(seed), reader.ids(), list[str]()  # noqa: S311  # no secret
        for id_ in chance.sample(list(ids), min(_SAMPLED, len(ids))):
            if one := reader.get(id_):
                words += (word for p in one.passages[:6] for word in re.findall(r"[a-z]{2,}", p.text.lower()))
        return cls(chance, words, ids)

    def common(self) -> str:
        return self.chance.choice(_COMMON)

    def word(self) -> str:
        return self.chance.choice(self.words) if self.chance.random() < 0.6 else self.common()

    def wildcard(self) -> str:
        word = self.word().ljust(3, "e")
        kinds = (
            f"{word[:2]}*",
            f"*{word[-2:]}*",
            f"*{word[-2:]}",
            f"{word[0]}?*{word[-1]}",
            f"*{'*'.join(word[:4])}*",
        )
        return self.chance.choice(kinds)  # fmt: skip

    def misspelt(self) -> str:
        return self.word() + self.chance.choice(("~", "~2"))

    def phrase(self) -> str:
        if self.chance.random() < 0.5:
            return f'"{" ".join(self.common() for _ in range(self.chance.randrange(2, 9)))}"'
        at = self.chance.randrange(max(1, len(self.words) - 12))
        return f'"{" ".join(self.words[at : at + self.chance.randrange(2, 12)])}"'

    def near(self) -> str:
        words = " ".join(self.common() for _ in range(self.chance.randrange(2, 6)))
        return f'"{words}"~{self.chance.choice((1, 3, 10, 50))}'

    def field(self) -> str:
        country, word = self.chance.choice(_COUNTRIES), self.word()
        return self.chance.choice((
            f"country:{country}", f"about:{country}", f"home:{country}", "has:counterpart", f"title:{word}", f"title:{self.wildcard()}",
            "type:remarks", "lang:en", f"minister:{word[:2]}*", f"person:{word}~", f"place:{word[:2]}*", f"topic:{word[:2]}*",
        ))  # fmt: skip

    def dates(self) -> str:
        first = self.chance.randrange(1945, 2020)
        return self.chance.choice((f"date:{first}..{first + self.chance.randrange(80)}", f"before:{first}", f"-year:{first}", f"after:{first}-03"))  # fmt: skip

    def said(self) -> str:
        words = " ".join(self.of_words() for _ in range(self.chance.randrange(1, 5)))
        return f"said:{self.chance.choice(('home', 'counterpart', 'joint'))} {words}"

    def of_words(self) -> str:
        return self.chance.choice((self.word, self.wildcard, self.phrase, self.near, self.misspelt))()

    def clause(self) -> str:
        return self.chance.choice((self.of_words, self.of_words, self.field, self.dates))()

    def several(self, kind: Callable[[], str], most: int = 64) -> str:
        """Up to so many of a kind, with one word between them all."""
        count = self.chance.choice([n for n in (1, 2, 4, 8, 16, 32, 64) if n <= most])
        return self.chance.choice((" OR ", " ", " -")).join(kind() for _ in range(count))

    def brackets(self) -> str:
        made = self.clause()
        for _ in range(self.chance.randrange(1, 40)):
            made = f"({made} {self.chance.choice(('OR', 'AND'))} {self.clause()})" if self.chance.random() < 0.7 else f"-({made})"  # fmt: skip
        return made

    def anything(self) -> str:
        """Up to 2 KB of any letters, or of one."""
        if self.chance.random() < 0.3:
            return self.chance.choice('x*?~"(:-\u0301') * self.chance.randrange(1, _LONGEST)
        return "".join(chr(self.chance.randrange(33, 0x3000)) for _ in range(self.chance.randrange(1, 650)))

    def query(self) -> str:
        kinds = (
            self.brackets,
            self.said,
            partial(self.several, self.clause),
            partial(self.several, self.word),
            self.anything,
            str,
        )
        return self.chance.choice(kinds)()  # fmt: skip


@dataclass(slots=True)
class Asked:
    """What requests of a kind took, in ms of one core, and how many were refused. worst: the least times of the slowest."""

    times: list[float] = field(default_factory=list)
    refused: int = 0
    worst: list[tuple[float, str]] = field(default_factory=list)


@click.command(epilog="Example: python -m benchmarks.worst index --each 40")
@click.argument("index", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--each", type=click.IntRange(1), default=40, show_default=True, help="Requests of each kind.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of what is drawn.")
def main(index: Path, each: int, seed: int) -> None:
    """Print the worst of each kind; exit status 1 if any takes longer than it may, or fails."""
    made = measure(index, each, seed)
    click.echo(table(made))
    slow = [one for asked in made.values() for one in asked.worst if one[0] > LIMIT]
    for ms, path in slow:
        click.echo(f"{ms:.0f} ms: {path}")
    sys.exit(bool(slow))


def measure(index: Path, each: int, seed: int) -> dict[str, Asked]:
    """Ask so many requests of each kind. Raises RuntimeError for an answer that is neither given nor refused."""
    made = dict[str, Asked]()
    with WhooshEngine(index) as engine:
        searcher = Searcher(engine, load())
        client = create_app(searcher).test_client()
        searcher.overview()
        searcher.warm()
        gc.collect()
        gc.freeze()  # as a process that serves does
        drawn = Drawn.of(engine.reader(), seed)
        for kind, path in _kinds(drawn).items():
            asked = made[kind] = Asked()
            taken = [(path_ := path(), _timed(client, path_, asked)) for _ in range(each)]
            asked.times = [ms for _, ms in taken]
            for slow, ms in sorted(taken, key=lambda one: -one[1])[:_SLOWEST]:
                asked.worst.append((min(ms, *(_timed(client, slow) for _ in range(_AGAIN - 1))), slow))
    return made


def table(made: dict[str, Asked]) -> str:
    """The figures as a table."""
    rows = (
        f"| {kind} | {len(of.times)} | {of.refused} | {percentile(of.times, 0.5):.0f} | {percentile(of.times, 0.95):.0f} | {max(of.worst)[0]:.0f} |"
        for kind, of in made.items()
    )
    return "\n".join(
        ("| kind | asked | refused | p50 ms | p95 ms | worst ms |", "|---|---|---|---|---|---|", *rows)
    )


def _kinds(drawn: Drawn) -> dict[str, Callable[[], str]]:
    """Addresses to ask for, by kind."""
    pick = drawn.chance.choice
    queries: dict[str, Callable[[], str]] = {
        "wildcards": partial(drawn.several, drawn.wildcard, 16),
        "misspelt words": partial(drawn.several, drawn.misspelt),
        "64 clauses": partial(drawn.several, drawn.clause),
        "64 words": partial(drawn.several, drawn.word),
        "deep brackets": drawn.brackets,
        "2 KB of anything": drawn.anything,
        "phrases": partial(drawn.several, drawn.phrase, 16),
        "words near each other": partial(drawn.several, drawn.near, 8),
        "dates and fields": lambda: f"{drawn.several(drawn.dates, 16)} {drawn.several(drawn.field, 16)}",
        "what is said": lambda: " OR ".join(f"({drawn.said()})" for _ in range(pick((1, 2, 4)))),
    }

    def written(query: Callable[[], str]) -> str:
        return quote(query()[:_LONGEST], safe="")

    def searched(query: Callable[[], str]) -> str:
        face = pick(("/search?q={}", "/search?q={}&sort=newest&page=400", "/search?q={}&per_page=100", "/search?q={}&feedback=1", "/api/v1/search?q={}&per_page=100&explain=1"))  # fmt: skip
        ticked = pick(("", "&from=1990&to=2015", "&country=MX&country=JP", "&year=2003", "&names=off"))
        return face.format(written(query)) + ticked

    def of_six(face: str) -> str:
        return face + "&".join(f"q={written(drawn.query)}" for _ in range(6))

    return {
        **{kind: partial(searched, query) for kind, query in queries.items()},
        "facets": lambda: f"{pick(('/facet/minister?q=', '/facet/country?q=', '/api/v1/facets?field=topic&q='))}{written(drawn.query)}",
        "trends of six": lambda: of_six(pick(("/trends?by=month&", "/api/v1/trends?", "/trends.svg?", "/trends?split=country&"))),
        "exports, to their first readouts": lambda: f"/export?format={pick(_FORMS)}&q={written(drawn.query)}",
        "suggestions": lambda: f"/api/v1/suggest?q={quote(pick((drawn.query()[-200:], drawn.word()[:2], f'minister:{drawn.word()[:1]}')), safe='')}",
        "readouts": lambda: f"/readout/{pick(drawn.ids)}?q={written(drawn.query)}",
        "comparisons": lambda: f"/compare/{pick(drawn.ids)}/{pick(drawn.ids)}",
        "coverage, browsing, entities": lambda: pick(("/", "/coverage", "/coverage?country=MX", "/browse", "/browse/people", "/browse/topics", "/country/MX", "/country/US", "/report")),
        "feeds": lambda: f"/feed?q={written(drawn.query)}",
    }  # fmt: skip


def _timed(client: FlaskClient, path: str, asked: Asked | None = None) -> float:
    """Milliseconds of one core until an answer is there, or the first of a streamed one."""
    began = time.process_time()
    with client.get(path) as answer:
        if path.startswith("/export"):
            next(iter(answer.response), b"")
        took = (time.process_time() - began) * 1000
        if answer.status_code > _REFUSED and answer.status_code != 404:  # an entity that the index has not
            raise RuntimeError(f"{path} was answered with {answer.status_code}")
        if asked:
            asked.refused += answer.status_code == _REFUSED
        return took


if __name__ == "__main__":
    main()
