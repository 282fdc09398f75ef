"""The JSON: shapes, and errors in one shape."""

import pytest
from flask.testing import FlaskClient


def test_a_search_answers_with_query_hits_and_facets(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=hostilemark&per_page=5").get_json()
    assert list(found) == [
        "query",
        "total",
        "page",
        "per_page",
        "took_ms",
        "generation",
        "next",
        "hits",
        "facets",
        "remedies",
    ]
    assert (found["total"], found["page"], found["per_page"]) == (1, 1, 5)
    (hit,) = found["hits"]
    assert (hit["id"], hit["url"]) == ("hostile", "/readout/hostile")
    passage = hit["passages"][0]
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["hostilemark"]


def test_the_search_page_and_the_api_find_the_same(client: FlaskClient) -> None:
    for query in ("", "q=Blinken&sort=oldest&per_page=3&page=2", "q=members&country=MX&year=2018&from=2017"):
        page, found = client.get(f"/search?{query}").text, client.get(f"/api/v1/search?{query}").get_json()
        places = [page.find(f'<h2><a href="/readout/{hit["id"]}') for hit in found["hits"]]
        assert -1 not in places
        assert places == sorted(places)


def test_a_readout_is_answered_whole(client: FlaskClient) -> None:
    one = client.get("/api/v1/readouts/japanese").get_json()
    assert (one["title"], one["lang"], one["date"]) == ("日・メキシコ外相会談", "ja", "2021-01-04")
    assert one["passages"][0]["text"].startswith("茂木大臣")


def test_letters_are_written_as_they_are(client: FlaskClient) -> None:
    assert "茂木大臣" in client.get("/api/v1/readouts/japanese").text


@pytest.mark.parametrize(
    ("address", "status", "kind", "span"),
    [
        ("/api/v1/search?q=minster:Kono", 400, "unknown-field", [0, 12]),
        ("/api/v1/search?q=a+(Kono", 400, "unbalanced", [2, 3]),
        ("/api/v1/search?q=date:2023-13", 400, "bad-date", [0, 12]),
        ("/api/v1/search?page=x", 400, "bad-parameter", [0, 0]),
        ("/api/v1/search?from=2023-02-30", 400, "bad-date", [0, 0]),
        ("/api/v1/readouts/none-such", 404, "not-found", [0, 0]),
        ("/api/v1/compare?a=x", 400, "bad-parameter", [0, 0]),
        ("/api/v1/compare?a=x&b=hostile", 404, "not-found", [0, 0]),
        ("/api/v1/facets?q=x", 400, "bad-parameter", [0, 0]),
        ("/api/v1/facets?field=title", 400, "bad-parameter", [0, 0]),
        ("/api/v1/facets?field=topic&limit=0", 400, "bad-parameter", [0, 0]),
        ("/api/v1/facets?field=topic&q=minster:Kono", 400, "unknown-field", [0, 12]),
        ("/api/v1/entities", 400, "bad-parameter", [0, 0]),
        ("/api/v1/entities?kind=planet", 400, "bad-parameter", [0, 0]),
        ("/api/v1/entities?kind=topic&order=", 400, "bad-parameter", [0, 0]),
        ("/api/v1/nothing", 404, "not-found", [0, 0]),
    ],
)
def test_an_error_has_kind_message_span_and_hint(
    client: FlaskClient, address: str, status: int, kind: str, span: list[int]
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.mimetype == "application/json"
    error = answer.get_json()["error"]
    assert list(error) == ["kind", "message", "span", "hint"]
    assert (error["kind"], error["span"]) == (kind, span)
    assert error["message"]
    assert error["hint"]


def test_two_readouts_are_compared(client: FlaskClient) -> None:
    one, other = (
        "japan-mexico-2021-01-04-motegi-visit",
        "japan-mexico-2023-09-21-foreign-ministers-meeting",
    )
    compared = client.get(f"/api/v1/compare?a={one}&b={other}").get_json()
    assert (compared["before"]["id"], compared["after"]["id"]) == (one, other)
    assert {row["state"] for row in compared["rows"]} >= {"reworded"}


def test_all_values_of_a_facet_are_listed_or_those_that_are_looked_for(client: FlaskClient) -> None:
    found = client.get("/api/v1/facets?field=minister&q=manymark").get_json()
    assert (found["field"], found["query"], found["total"]) == ("minister", "manymark", 40)
    assert len(found["values"]) == 40
    few = client.get("/api/v1/facets?field=minister&q=manymark&find=number1&limit=3").get_json()
    assert few["fitting"] == len([n for n in range(40) if str(n).startswith("1")])
    assert [value["count"] for value in few["values"]] == [1, 1, 1]


def test_the_catalogue_is_listed_by_name_and_by_frequency(client: FlaskClient) -> None:
    (found,) = client.get("/api/v1/entities?kind=country&q=mexi").get_json()["entities"]
    assert (found["id"], found["label"], found["of"]) == ("MX", "Mexico", None)
    assert found["readouts"] == client.get("/api/v1/entities/country/MX").get_json()["readouts"]
    most = client.get("/api/v1/entities?kind=minister&order=count").get_json()
    counts = [one["readouts"] for one in most["entities"]]
    assert counts == sorted(counts, reverse=True)
    assert (most["page"], most["total"], most["all"]) == (1, most["all"], most["total"])
    assert client.get("/api/v1/entities?kind=minister&page=99").get_json()["entities"] == []


def test_a_method_that_is_not_answered_is_an_error_in_the_same_shape(client: FlaskClient) -> None:
    assert client.post("/api/v1/search").get_json()["error"]["kind"] == "method-not-allowed"


def test_health_tells_of_the_index(client: FlaskClient) -> None:
    health = client.get("/readyz").get_json()
    assert (health["status"], health["readouts"]) == ("ok", client.get("/api/v1/search").get_json()["total"])
    assert set(health) == {"status", "readouts", "generation", "built", "age_s"}


def test_without_an_index_the_service_is_not_available(without_index: FlaskClient) -> None:
    for address in ("/readyz", "/api/v1/health", "/api/v1/search?q=x", "/api/v1/readouts/x"):
        answer = without_index.get(address)
        assert (answer.status_code, answer.get_json()["error"]["kind"]) == (503, "no-index")
    assert without_index.get("/healthz").get_json() == {"status": "ok"}


def test_a_passage_tells_who_says_what_in_it(client: FlaskClient) -> None:
    hits = client.get("/api/v1/search?q=said:counterpart+-type:press_conference").get_json()["hits"]
    passages = [passage for hit in hits for passage in hit["passages"]]
    assert passages
    for passage in passages:
        said = [one for one in passage["said"] if one["side"] == "counterpart"]
        assert any(
            one["start"] < last and first < one["end"] for one in said for first, last in passage["marks"]
        )
        assert all(0 <= one["start"] < one["end"] <= len(passage["text"]) for one in passage["said"])
