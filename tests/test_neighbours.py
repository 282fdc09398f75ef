"""What stands about a readout: before, after, told by the other side, and like it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.readout import Readout
from searchapp.resources import sample_folder
from searchapp.searcher import Searcher


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with WhooshEngine(tmp_path_factory.mktemp("index")) as engine:
        rebuild(sample_folder(), engine)
        yield Searcher(engine, load())


def written(folder: Path, name: str, matter: str, text: str = "They met and spoke of trade.") -> None:
    (folder / f"{name}.md").write_text(f"---\ntitle: {name}\n{matter}\n---\n\n{text}\n", encoding="utf-8")


def near(tmp_path: Path, id_: str) -> tuple[str | None, str | None, list[str]]:
    with WhooshEngine(tmp_path / "index") as engine:
        rebuild(tmp_path / "sources", engine)
        searcher = Searcher(engine, load())
        found = searcher.neighbours(searcher.read(id_).readout)
    return _id(found.previous), _id(found.next), [one.id for one in found.others]


def _id(one: Readout | None) -> str | None:
    return one.id if one else None


def test_the_readouts_of_a_pair_follow_each_other_by_day(searcher: Searcher) -> None:
    found = searcher.neighbours(searcher.read("japan-mexico-2021-01-04-motegi-visit").readout)
    assert _id(found.previous) == "japan-mexico-2018-08-17-foreign-ministers-meeting"
    assert _id(found.next) == "japan-mexico-2023-09-21-foreign-ministers-meeting"


def test_the_first_and_the_last_have_nobody_beyond_them(searcher: Searcher) -> None:
    first, last = (
        searcher.neighbours(searcher.read(f"japan-mexico-{name}-foreign-ministers-meeting").readout)
        for name in ("2018-08-17", "2023-09-21")
    )
    assert first.previous is None
    assert last.next is None


def test_a_row_holds_the_same_parties_only_and_days_shared_go_by_id(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name, day, countries in (
        ("a", "2020-01-01", "[MX]"), ("b", "2020-01-02", "[MX, CA]"), ("c", "2020-01-03", "[MX]"),
        ("d", "2020-01-03", "[MX]"), ("e", "2020-01-03..2020-01-05", "[CA]"), ("f", "2020-02", "[MX]"),
    ):  # fmt: skip
        day = day.partition("..")[0]  # noqa: PLW2901
        written(sources, name, f"date: {day}\nhome: US\ncountry: {countries}")
    assert near(tmp_path, "c") == ("a", "d", [])
    assert near(tmp_path, "d") == ("c", "f", [])


def test_the_other_sides_account_of_the_same_day_is_named_and_no_neighbour(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    written(sources, "ours", "date: 2020-01-02\nhome: JP\ncountry: [MX]")
    written(sources, "theirs", "date: 2020-01-02\nhome: MX\ncountry: [JP]")
    written(sources, "later", "date: 2020-01-09\nhome: MX\ncountry: [JP]")
    assert near(tmp_path, "ours") == (None, None, ["theirs"])


def test_without_other_parties_the_ministers_own_row_is_followed(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name, day, type_ in (
        ("a", "01", "press-conference"),
        ("b", "02", "remarks"),
        ("c", "03", "press-conference"),
    ):
        written(sources, name, f"date: 2023-09-{day}\nhome: JP\nminister: [Kamikawa Yoko]\ntype: {type_}")
    assert near(tmp_path, "c")[:2] == ("a", None)


def test_a_readout_without_a_day_has_no_neighbours(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.txt").write_text("Notes\n\nSome words.\n", encoding="utf-8")
    assert near(tmp_path, "a") == (None, None, [])


def test_similar_readouts_share_words_and_topics_or_parties_and_say_which(searcher: Searcher) -> None:
    one = searcher.read("us-japan-2022-02-11-blinken-hayashi-meeting").readout
    found = searcher.similar(one)
    assert {alike.readout.id for alike in found[:2]} == {
        "us-korea-2022-02-12-blinken-chung-meeting",
        "us-japan-korea-2022-05-27-joint-statement",
    }
    assert "north-korea" in {topic.id for topic in found[0].topics}
    assert one.id not in {alike.readout.id for alike in found}
    assert [alike.likeness for alike in found] == sorted((alike.likeness for alike in found), reverse=True)
    assert all(alike.topics or alike.countries or alike.people for alike in found)


def test_what_is_shown_elsewhere_is_left_out_of_the_similar(searcher: Searcher) -> None:
    one = searcher.read("japan-mexico-2021-01-04-motegi-visit").readout
    about = searcher.neighbours(one)
    assert not about.ids & {alike.readout.id for alike in searcher.similar(one, without=about.ids)}
