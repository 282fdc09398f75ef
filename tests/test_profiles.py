"""What is told of one entity, over a real index of the sample."""

import json
from collections.abc import Iterator

import pytest

from searchapp.authority import load
from searchapp.catalogue import Wanted
from searchapp.engines.whoosh import WhooshEngine
from searchapp.entities import KINDS
from searchapp.errors import EntityMissingError
from searchapp.indexing import rebuild
from searchapp.profiles import Profile
from searchapp.resources import sample_folder
from searchapp.results import Search
from searchapp.searcher import Searcher
from searchapp.serialise import profile as as_json


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with WhooshEngine(tmp_path_factory.mktemp("profiles") / "index") as engine:
        rebuild(sample_folder(), engine)
        yield Searcher(engine, load())


def every(searcher: Searcher) -> list[Profile]:
    """The profile of everyone and everything in the sample."""
    return [
        searcher.profile(kind, entry.entity.id)
        for kind in KINDS
        for entry in searcher.catalogue(kind, Wanted(), 10_000).entries
    ]


def test_every_number_is_what_its_query_finds(searcher: Searcher) -> None:
    """The clause by which an entity is asked for finds it alone, and each part of a list that part alone."""

    def found(query: str) -> int:
        return searcher.search(Search(query, per_page=1)).total

    for one in every(searcher):
        assert found(one.query) == one.readouts > 0, one.query
        assert sum(year.count for year in one.years) <= one.readouts
        for role in one.roles.values():
            assert found(role.query) == role.count, role.query
        for ranking in one.rankings:
            for share in ranking.shares[:3]:
                assert found(share.query) == share.count > 0, share.query


def test_nobody_meets_themselves(searcher: Searcher) -> None:
    for one in every(searcher):
        fields = {"country": {"country"}, "minister": {"minister", "counterpart"}}.get(
            one.kind.name, {one.kind.name}
        )
        others = {
            share.value.id for ranking in one.rankings if ranking.field in fields for share in ranking.shares
        }
        assert one.entity.id not in others


def test_a_person_has_offices_and_names_in_their_own_script(searcher: Searcher) -> None:
    kamikawa = searcher.profile("minister", "kamikawa-yoko")
    assert [(name.text, name.lang) for name in kamikawa.names if name.lang] == [("上川陽子", "ja")]
    assert "Yoko Kamikawa" in {name.text for name in kamikawa.names}
    office = kamikawa.offices[0]
    assert (office.title, office.body and office.body[1].label) == ("Minister for Foreign Affairs", "Japan")
    assert (str(office.since), str(office.until)) == ("2023-09-13", "2024-10-01")


def test_what_a_person_said_has_its_place(searcher: Searcher) -> None:
    kamikawa = searcher.profile("minister", "kamikawa-yoko")
    assert kamikawa.said
    for said in kamikawa.said:
        assert said.statement.speaker is not None
        assert said.statement.speaker.id == "kamikawa-yoko"
        assert said.passage.text[said.statement.start : said.statement.end] == said.statement.text
    days = [str(said.readout.date) for said in kamikawa.said]
    assert days == sorted(days, reverse=True)


def test_a_country_meets_the_issuers_of_what_it_is_a_party_to(searcher: Searcher) -> None:
    mexico = searcher.profile("country", "MX")
    met = next(ranking for ranking in mexico.rankings if ranking.field == "country")
    assert [(share.value.id, share.count) for share in met.shares] == [("JP", 3), ("US", 1)]
    assert met.shares[0].query.startswith("country:Mexico ")


def test_a_country_has_its_foreign_ministers_the_latest_first(searcher: Searcher) -> None:
    held = searcher.profile("country", "MX").holders
    since = [holder.office.since.first for holder in held if holder.office.since]
    assert since == sorted(since, reverse=True)
    assert {holder.person.id: holder.readouts for holder in held}["ebrard-casaubon-marcelo-luis"] == 2


def test_a_country_tells_how_many_readouts_deal_with_it(searcher: Searcher) -> None:
    ukraine = searcher.profile("country", "UA")
    assert ukraine.roles["about"].count > ukraine.readouts
    assert ukraine.roles["about"].query == "about:Ukraine"


def test_each_year_from_first_to_last_is_told(searcher: Searcher) -> None:
    years = searcher.profile("country", "MX").years
    assert [(year.value, year.count) for year in years][:4] == [
        ("2018", 1),
        ("2019", 0),
        ("2020", 0),
        ("2021", 2),
    ]


def test_who_is_known_but_in_no_readout_is_told_so(searcher: Searcher) -> None:
    baker = searcher.profile("minister", "baker-james")
    assert baker.readouts == 0
    assert baker.offices
    assert (baker.rankings, baker.latest, baker.years) == ((), (), ())


@pytest.mark.parametrize(
    ("kind", "id_", "nearest"),
    [
        ("minister", "blinken-anthony", "blinken-antony"),
        ("minister", "kamikawa", "kamikawa-yoko"),
        ("country", "mexico", "MX"),
        ("topic", "tpp11", "cptpp"),
        ("topic", "xqzw", None),
        ("occasion", "xqzw", None),
    ],
)
def test_an_unknown_id_is_answered_with_the_nearest(
    searcher: Searcher, kind: str, id_: str, nearest: str | None
) -> None:
    with pytest.raises(EntityMissingError) as raised:
        searcher.profile(kind, id_)
    assert (raised.value.nearest.id if raised.value.nearest else None) == nearest


def test_a_profile_can_be_written_as_json(searcher: Searcher) -> None:
    for one in every(searcher):
        written = json.loads(json.dumps(as_json(one)))
        assert (written["id"], written["readouts"]) == (one.entity.id, one.readouts)
