"""Tables, CSV and JSON Lines: a row is a readout; a bad row is told with its line and loses nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp import corrections
from searchapp.authority import load as authority
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import is_stale, rebuild, update
from searchapp.review import correct
from searchapp.sources import Entry, Limits, Shelf, Source, read
from tests.reading.test_archives import packed

TEXT = "Secretary Blinken spoke today with {} about trade."
HEAD = "id,title,date,country,text\n"
ROWS = (
    HEAD
    + 'call-1,A call,2021-07-29,Mexico,"{}"\ncall-2,Another,2021-07-30,"Peru; Chile","First.\n\nSecond, ""quoted""."\n'
)


def sources(folder: Path, name: str, limits: Limits | None = None) -> tuple[list[Source], list[str]]:
    """The sources in the rows of a table, and its problems."""
    shelf = Shelf(folder, limits)
    found = list(shelf.entries(name))
    read_ = [read(one.path, shelf.load(one.path)) for one in found if isinstance(one, Entry)]
    return read_, [str(one) for one in found if not isinstance(one, Entry)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    return tmp_path / "source"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    with WhooshEngine(tmp_path / "index") as made:
        yield made


def test_a_row_is_a_source_with_its_columns_as_front_matter(folder: Path) -> None:
    (folder / "all.csv").write_text(ROWS.format(TEXT), "utf-8")
    (one, two), problems = sources(folder, "all.csv")
    assert problems == []
    assert (one.path, one.text, one.format) == ("all.csv#call-1", TEXT, "csv")
    assert one.matter == {"id": "call-1", "title": "A call", "date": "2021-07-29", "country": "Mexico"}
    assert two.text == 'First.\n\nSecond, "quoted".'


def test_rows_become_readouts_with_the_values_of_their_columns(folder: Path, engine: WhooshEngine) -> None:
    (folder / "all.csv").write_text(ROWS.format(TEXT), "utf-8")
    assert rebuild(folder, engine).added == 2
    one = engine.reader().get("call-2")
    assert one is not None
    assert (one.title, str(one.date), [c.id for c in one.country]) == ("Another", "2021-07-30", ["PE", "CL"])
    assert one.source.path == "all.csv#call-2"


def test_a_row_without_an_id_goes_by_its_line(folder: Path, engine: WhooshEngine) -> None:
    (folder / "all.csv").write_text('title,text\nA,"One.\nTwo."\nB,They met.\n', "utf-8")
    rebuild(folder, engine)
    assert engine.reader().ids() == ("all-2", "all-4")
    assert {file.path for file in engine.reader().files()} == {"all.csv#2", "all.csv#4"}


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_the_delimiter_and_the_case_of_the_head_are_found(delimiter: str, folder: Path) -> None:
    (folder / "all.csv").write_text(
        delimiter.join(["\ufeffTitle", "TEXT"]) + "\n" + delimiter.join(["A", "They met."]), "utf-8"
    )
    (one,), _ = sources(folder, "all.csv")
    assert (one.matter, one.text) == ({"title": "A"}, "They met.")


def test_json_lines_hold_texts_numbers_and_lists(folder: Path) -> None:
    row = {
        "id": 7,
        "title": "A\u0000 call",
        "country": ["Mexico", "Peru"],
        "date": None,
        "other": {"x": 1},
        "text": ["One.", "Two.\ud800"],
    }
    (folder / "all.jsonl").write_text(json.dumps(row) + "\n\n", "utf-8")
    (one,), problems = sources(folder, "all.jsonl")
    assert problems == []
    assert one.matter == {"id": "7", "title": "A  call", "country": ["Mexico", "Peru"]}
    assert (one.path, one.text) == ("all.jsonl#7", "One.\n\nTwo.?")


def test_bad_rows_are_told_with_their_lines_and_the_others_are_read(
    folder: Path, engine: WhooshEngine
) -> None:
    lines = [
        '{"id": "a", "text": "They met."}',
        "{not json",
        "[1]",
        '{"id": "b", "title": "No text"}',
        '{"id": "a", "text": "The same id."}',
        '{"id": "c", "text": "They met again.", "country": {"x": 1}}',
        '{"id": "d", "text": "They met.", "date": "2023-13"}',
        '{"id": "e", "text": "They spoke of trade."}',
    ]
    (folder / "all.jsonl").write_text("\n".join(lines), "utf-8")
    done = rebuild(folder, engine)
    assert engine.reader().ids() == ("a", "e")
    told = sorted(f"{problem.path}: {problem.reason}" for problem in done.problems)
    for line, reason in (
        (2, "no JSON"),
        (3, "no object"),
        (4, "no text"),
        (5, "its id is that of line 1"),
        (6, "“country”"),
        (7, "no month 13"),
    ):
        assert any(f"line {line}: " in one and reason in one for one in told), (line, told)
    assert len(told) == 6


def test_a_stray_quotation_mark_costs_its_row_alone(folder: Path) -> None:
    (folder / "all.csv").write_text(
        'id,text\na,They met.\nb,"They spoke\nc,They parted.\nd,"one" two\ne,At last.\nf,g,h\n', "utf-8"
    )
    found, problems = sources(folder, "all.csv")
    assert [one.path for one in found] == ["all.csv#a", "all.csv#c", "all.csv#e"]
    assert [problem.split(":")[1] for problem in problems] == [" line 3", " line 5", " line 7"]


def test_a_mapping_beside_the_table_names_its_columns(folder: Path) -> None:
    (folder / "all.csv").write_text(
        "No|Day|Headline|Summary|Body\n1|2021-07-29|A call|In short.|At length.\n", "utf-8"
    )
    (folder / "all.csv.toml").write_text(
        'delimiter = "|"\n[columns]\nid = "No"\ndate = "day"\ntitle = "Headline"\ntext = ["Summary", "Body"]\n[values]\nhome = "US"\n',
        "utf-8",
    )
    (one,), problems = sources(folder, "all.csv")
    assert problems == []
    assert one.text == "In short.\n\nAt length."
    assert one.matter == {"id": "1", "date": "2021-07-29", "title": "A call", "home": "US"}


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ("[columns", "no TOML"),
        ("[columns]\ntitel = 'x'", "no key “titel”"),
        ("[columns]\ntitle = 'x'", "no column “x” in the table; it has id, text"),
        ("[columns]\ntitle = ['x']", "held by one column"),
        ("[values]\ncountry = 3", "a text or a list"),
        ("delimiter = ';;'", "one character"),
        ("columns = 3", "is a table"),
        ("[colums]", "no “colums”"),
    ],
)
def test_a_wrong_mapping_is_named(mapping: str, reason: str, folder: Path) -> None:
    (folder / "all.csv").write_text("id,text\n1,They met.\n", "utf-8")
    (folder / "all.csv.toml").write_text(mapping, "utf-8")
    found, problems = sources(folder, "all.csv")
    assert found == []
    assert problems[0].startswith("all.csv.toml: ")
    assert reason in problems[0]


@pytest.mark.parametrize(
    ("name", "content"), [("all.csv", "id,body\n1,x\n"), ("all.jsonl", '{"body": "x"}\n{"body": "y"}')]
)
def test_a_table_without_text_is_one_problem_that_says_how_to_name_it(
    name: str, content: str, folder: Path
) -> None:
    (folder / name).write_text(content, "utf-8")
    found, problems = sources(folder, name)
    assert found == []
    assert len(problems) == 1
    assert f'{name}.toml: [columns] text = "..."' in problems[0]


def test_only_the_rows_that_changed_are_read_again_wherever_they_stand(
    folder: Path, engine: WhooshEngine
) -> None:
    rows = [f"{name},{TEXT.format(name)}\n" for name in ("one", "two", "three")]
    table = folder / "all.csv"
    table.write_text("id,text\n" + "".join(rows), "utf-8")
    rebuild(folder, engine)
    assert not is_stale(folder, engine)
    table.write_text("id,text\nfour,They met.\n" + rows[0] + "two,They met again.\n", "utf-8")
    assert is_stale(folder, engine)
    done = update(folder, engine)
    assert (done.added, done.replaced, done.removed, done.unchanged) == (1, 1, 1, 1)


def test_a_change_of_the_mapping_is_a_change_of_the_rows(folder: Path, engine: WhooshEngine) -> None:
    (folder / "all.csv").write_text("id,text\none,They met.\n", "utf-8")
    rebuild(folder, engine)
    (folder / "all.csv.toml").write_text('[values]\nhome = "JP"\n', "utf-8")
    assert update(folder, engine).replaced == 1
    assert engine.reader().get("one").home.id == "JP"  # type: ignore[union-attr]


def test_a_row_is_corrected_as_a_file_is(folder: Path, engine: WhooshEngine) -> None:
    (folder / "all.csv").write_text(ROWS.format(TEXT), "utf-8")
    rebuild(folder, engine)
    one = engine.reader().get("call-1")
    assert one is not None
    correct(folder, one, ("date=2020-01-02",), authority())
    assert corrections.load(folder).of == {"all.csv#call-1": {"date": "2020-01-02"}}
    done = update(folder, engine)
    assert (done.replaced, done.unchanged, done.problems) == (1, 1, ())
    assert str(engine.reader().get("call-1").date) == "2020-01-02"  # type: ignore[union-attr]


def test_a_table_in_an_archive_is_read_with_the_mapping_beside_it(folder: Path, engine: WhooshEngine) -> None:
    files: dict[str, str | bytes] = {
        "a/t.csv": "id,body\none,They met.\n",
        "a/t.csv.toml": '[columns]\ntext = "body"\n',
        "b.txt": "A title\n\nThey met.",
    }
    (folder / "all.zip").write_bytes(packed(files))
    assert rebuild(folder, engine).problems == ()
    assert {file.path for file in engine.reader().files()} == {"all.zip/a/t.csv#one", "all.zip/b.txt"}


def test_a_table_of_too_many_rows_is_a_problem(folder: Path) -> None:
    (folder / "all.csv").write_text("text\na\nb\nc\n", "utf-8")
    found, problems = sources(folder, "all.csv", Limits(entries=2))
    assert found == []
    assert "more than 2 entries" in problems[0]


def test_a_long_cell_and_many_rows_are_read_by_several_processes(folder: Path, engine: WhooshEngine) -> None:
    rows = "".join(f"{n},They met {n} times.\n" for n in range(220))
    (folder / "all.csv").write_text(f"id,text\n{rows}long,{'They met. ' * 20_000}\n", "utf-8")
    done = rebuild(folder, engine)
    assert (done.added, done.problems) == (221, ())
