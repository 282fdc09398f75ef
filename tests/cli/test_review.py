"""Doubtful values, and corrections that survive every rebuild."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp import corrections
from searchapp.cli import main
from searchapp.errors import CorrectionsError

CALL = "Call with a Friend\n\nThe Minister spoke by phone today with a friend. The Minister stated his view. He noted it. He asked for help.\n"
SURE = (
    "Secretary Blinken’s Call with German Foreign Minister Maas\n\nMay 3, 2021\n\nOffice of the Spokesperson\n\nSecretary of State Antony J. "
    "Blinken spoke by phone today with German Foreign Minister Heiko Maas. The Secretary thanked him.\n"
)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two readouts, indexed: one that leaves everything open, one that does not."""
    source = tmp_path / "readouts"
    (source / "2021").mkdir(parents=True)
    (source / "2021" / "call.txt").write_text(CALL, "utf-8")
    (source / "sure.txt").write_text(SURE, "utf-8")
    assert _run("rebuild", str(source), "--index", str(tmp_path / "index")).exit_code == 0
    return tmp_path


def _show(folder: Path) -> dict[str, object]:
    one: dict[str, object] = json.loads(
        _run("show", "2021-call", "--json", "--index", str(folder / "index")).stdout
    )
    return one


def test_what_may_be_wrong_is_listed_with_what_would_mend_it(folder: Path) -> None:
    done = _run("review", "--index", str(folder / "index"))
    assert done.exit_code == 0
    assert "[2021-call]" in done.output
    assert "no event date was found. For example: searchapp review 2021-call date=" in done.output
    assert "it is not clear who issued it" in done.output
    assert "[sure]" not in done.output
    told = json.loads(_run("review", "--json", "--index", str(folder / "index")).stdout)
    assert told["path"] == "2021/call.txt"
    assert {"date", "home", "minister"} <= {doubt["field"] for doubt in told["doubts"]}


def test_a_correction_is_brought_in_by_an_update_and_survives_a_rebuild(folder: Path) -> None:
    index, source = str(folder / "index"), str(folder / "readouts")
    done = _run("review", "2021-call", "date=2021-05-03", "home=JP", "minister=Taro Kono", "counterpart=Heiko Maas; Park Jin", "--index", index)  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "Bring it into the index: searchapp index" in done.output
    assert "1 replaced" in _run("index", source, "--index", index).output
    assert "2 unchanged" in _run("index", source, "--index", index).output
    for _ in range(2):
        one = _show(folder)
        assert (one["date"], one["home"]) == ("2021-05-03", "JP")
        assert [p["id"] for p in one["minister"]] == ["kono-taro"]  # type: ignore[attr-defined]
        assert len(one["counterpart"]) == 2  # type: ignore[arg-type]
        assert {e["rule"] for e in one["provenance"]["date"]} == {"correction"}  # type: ignore[index]
        assert _run("rebuild", source, "--index", index).exit_code == 0
    assert "date:" not in _run("review", "2021-call", "--index", index).output


def test_a_correction_is_taken_away_and_the_rest_of_the_file_is_kept(folder: Path) -> None:
    file = folder / "readouts" / corrections.FILE
    file.write_text('# mine\n["sure.txt"]\nplace = "Berlin" # by hand\n', "utf-8")
    index = str(folder / "index")
    _run("review", "2021-call", "date=2021-05-03", "home=JP", "--index", index)
    _run("review", "2021-call", "home=", "--index", index)
    text = file.read_text("utf-8")
    assert "# mine" in text
    assert 'place = "Berlin" # by hand' in text
    assert 'date = "2021-05-03"' in text
    assert "home" not in text
    _run("review", "2021-call", "date=", "--index", index)
    assert "call.txt" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("date=tomorrow", "is not a date"),
        ("country=Atlantis", "there is no country"),
        ("dat=2021", "is no KEY=VALUE"),
        ("date", "is no KEY=VALUE"),
    ],
)
def test_what_cannot_be_read_is_not_written(folder: Path, change: str, message: str) -> None:
    done = _run("review", "2021-call", change, "--index", str(folder / "index"))
    assert done.exit_code == 1
    assert message in done.output
    assert not (folder / "readouts" / corrections.FILE).exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "it is no TOML"),
        ('date = "2021"', "stands outside a table"),
        ('["a.txt"]\ndat = "2021"', "there is no key “dat”"),
    ],
)
def test_a_wrong_file_of_corrections_says_what_is_wrong_and_the_index_stays(
    folder: Path, text: str, message: str
) -> None:
    (folder / "readouts" / corrections.FILE).write_text(text, "utf-8")
    with pytest.raises(CorrectionsError, match=message):
        corrections.load(folder / "readouts")
    done = _run("index", str(folder / "readouts"), "--index", str(folder / "index"))
    assert done.exit_code == 1
    assert message in done.output
    assert _show(folder)["id"] == "2021-call"


def test_a_correction_of_a_readout_that_is_gone_is_a_problem(folder: Path) -> None:
    (folder / "readouts" / corrections.FILE).write_text('["gone.txt"]\ndate = 2021-05-03\n', "utf-8")
    done = _run("index", str(folder / "readouts"), "--index", str(folder / "index"))
    assert done.exit_code == 0
    assert "problem: corrections.toml: it corrects gone.txt, which is not here." in done.output


def test_show_tells_who_said_what(folder: Path) -> None:
    shown = _run("show", "sure", "--index", str(folder / "index")).output
    assert "p1 home, Antony Blinken (thank): “The Secretary thanked him.”" in shown
