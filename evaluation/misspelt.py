"""How often "did you mean" is right: names and words of a collection, each with one slip, typed into the search box.

    python -m evaluation.misspelt --json misspelt.json      or with an index that there is: --index FOLDER

Every person, country and topic of the collection is typed as it is written, once in the box and once as the value of
its field, and ordinary words alone, with one letter put in, left out, changed, or two changed about, the first letter
included, by a fixed seed. Right is a first offer with the words that were meant.
"""

import json
import random
import string
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from searchapp import clause as c
from searchapp.analysis import phrase_words, tokens
from searchapp.authority import load
from searchapp.engine import Reader
from searchapp.engines.whoosh import WhooshEngine
from searchapp.function_words import is_function_word
from searchapp.indexing import rebuild
from searchapp.results import Search
from searchapp.searcher import Searcher

STATE = Path(__file__).parents[2] / "shared" / "corpora" / "state-department" / "text"
SEED = 5
BAR = 0.9  # of names whose first offer is right
_FIELDS = ("person", "country", "topic")
_WORDS = 1_000
_KNOWN = 5  # readouts that an ordinary word stands in, at least
_LETTERS = 4  # of a word that is misspelt, at least; of a short one with a slip little is left


@dataclass(frozen=True, slots=True)
class Case:
    """What was meant, what is typed in its place, and how many readouts have it."""

    group: str
    meant: str
    typed: str
    readouts: int


@dataclass(frozen=True, slots=True)
class Told:
    """The first offer for a case ("" for none), and how many readouts what was typed finds."""

    case: Case
    offered: str
    found: int

    @property
    def is_right(self) -> bool:
        return phrase_words(self.offered) == phrase_words(self.case.meant)


def cases(reader: Reader) -> Iterator[Case]:
    """Every case of a collection, the same in each run."""
    drawn = random.Random(SEED)  # noqa: S311  # no secret
    for field in _FIELDS:
        known = sorted(reader.entities(field).values(), key=lambda one: (-one.count, one.entity.id))
        for one in known:
            label = one.entity.label
            if slipped := _slipped(label, drawn):
                yield Case(field, label, slipped, one.count)
                yield Case(f"{field}:", f'{field}:"{label}"', f'{field}:"{slipped}"', one.count)
    words = sorted(set(_words(reader)))
    for word in drawn.sample(words, min(_WORDS, len(words))):
        if slipped := _slipped(word, drawn):
            yield Case("word", word, slipped, reader.count(c.Exact((word,))))


def tell(searcher: Searcher, case: Case) -> Told:
    """What the searcher offers."""
    found = searcher.search(Search(case.typed))
    return Told(case, next((offer.text for offer in found.remedies.spelling), ""), found.total)


def _words(reader: Reader) -> Iterator[str]:
    """The ordinary words of a collection: the commonest of each first letter."""
    for letter in string.ascii_lowercase:
        for word in reader.expansions(c.Pattern(f"{letter}*"))[0]:
            plain = word.isascii() and word.isalpha() and not is_function_word(word)
            if plain and len(word) >= _LETTERS and reader.count(c.Exact((word,))) >= _KNOWN:
                yield word


def _slipped(text: str, drawn: random.Random) -> str:
    """The text with one slip in one of its words; "" where it has none that is long enough."""
    long = [t for t in tokens(text) if len(t.word) >= _LETTERS and t.word.isascii() and t.word.isalpha()]
    if not long:
        return ""
    one = drawn.choice(long)
    word = text[one.start : one.end]
    while phrase_words(made := _slip(word, drawn)) == phrase_words(word):
        pass
    return f"{text[: one.start]}{made}{text[one.end :]}"


def _slip(word: str, drawn: random.Random) -> str:
    at = drawn.randrange(len(word))
    letter = drawn.choice(string.ascii_lowercase)
    match drawn.choice(("put in", "left out", "changed", "changed about")):
        case "put in":
            return word[:at] + letter + word[at:]
        case "left out":
            return word[:at] + word[at + 1 :]
        case "changed":
            return word[:at] + letter + word[at + 1 :]
        case _:
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@click.command(epilog="Example: python -m evaluation.misspelt --json misspelt.json")
@click.option(
    "--index",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Index to ask; without it, one is made of the State Department's texts.",
)
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="File for the figures.")
@click.option("--wrong", is_flag=True, help="List every case that is not right.")
def main(index: Path | None, out: Path | None, wrong: bool) -> None:
    """Misspell the names and words of a collection, and tell how often the first offer is what was meant."""
    if index is None and not STATE.is_dir():
        click.echo(f"There is no {STATE}; skipped. Name an index: --index FOLDER")
        return
    with (
        tempfile.TemporaryDirectory(prefix="searchapp-misspelt-") as folder,
        WhooshEngine(index or Path(folder)) as engine,
    ):
        if index is None:
            rebuild(STATE, engine)
        searcher = Searcher(engine, load())
        told = [tell(searcher, case) for case in cases(engine.reader())]
    if wrong:
        for one in told:
            if not one.is_right:
                click.echo(
                    f"{one.case.typed} ({one.found}): {one.offered or 'nothing'}, meant {one.case.meant}"
                )
    figures = _figures(told)
    click.echo(_table(figures))
    if out:
        out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _figures(told: list[Told]) -> dict[str, dict[str, float]]:
    """By group, and for all names together: cases, the part that is right, and that weighted by readouts."""
    groups = {group: [one for one in told if one.case.group == group] for group in _groups(told)}
    groups["all names"] = [one for one in told if one.case.group != "word"]
    return {
        group: {
            "cases": len(some),
            "right": round(sum(one.is_right for one in some) / len(some), 4),
            "right_by_readouts": round(
                sum(one.case.readouts for one in some if one.is_right)
                / sum(one.case.readouts for one in some),
                4,
            ),
        }
        for group, some in groups.items()
        if some
    }


def _groups(told: list[Told]) -> list[str]:
    return list(dict.fromkeys(one.case.group for one in told))


def _table(figures: dict[str, dict[str, float]]) -> str:
    rows = [
        f"| {group} | {one['cases']:,} | {one['right']:.3f} | {one['right_by_readouts']:.3f} |"
        for group, one in figures.items()
    ]
    return "\n".join(
        ["| one slip each | cases | first offer right | weighted by readouts |", "|---|---|---|---|", *rows]
    )


if __name__ == "__main__":
    main()
