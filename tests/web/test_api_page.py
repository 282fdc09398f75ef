"""The page of the API tells what the description tells."""

import re
from collections.abc import Callable

from searchapp.shapes import Json
from searchapp.web.api import ENDPOINTS
from searchapp.web.described import described, kind

Get = Callable[..., str]


def test_every_endpoint_parameter_and_field_of_the_description_is_on_the_page(get: Get) -> None:
    page = get("/api")
    document = ENDPOINTS.description()
    for path, told in document["paths"].items():
        section = page[page.index(f'id="{told["get"]["operationId"]}"') :].split("</section>")[0]
        assert path in section
        names = set(re.findall(r"<code>(\w+)</code></th>", section))
        assert {one["name"] for one in told["get"]["parameters"]} <= names, path
        for schema in _shapes(told["get"]["responses"]["200"], document):
            assert set(schema["properties"]) <= names, (path, schema["title"])


def test_the_page_is_light_and_fetches_nothing_from_elsewhere(get: Get) -> None:
    page = get("/api")
    assert len(page.encode()) < 150_000
    assert re.findall(r'(?:src|href)="https?:', page) == []


def test_the_page_is_linked_from_the_guide_and_from_every_footer(get: Get) -> None:
    assert get("/guide").count('href="/api"') == 2
    assert 'href="/api"' in get("/")


def test_a_shape_within_a_shape_is_told_once_an_answer() -> None:
    search = next(one for one in described(ENDPOINTS.description()).endpoints if one.path == "/api/v1/search")
    named = [row for row in search.answer.rows if row.kind == "list of Entity"]
    assert [row.above for row in named] == [False] + [True] * (len(named) - 1)


def test_kinds_are_told_in_words() -> None:
    assert kind({"anyOf": [{"type": "string"}, {"type": "null"}]}) == "text or null"
    assert kind({"type": "integer", "minimum": 1, "maximum": 1000}) == "whole number, 1 to 1,000"
    assert kind({"type": "array", "items": {"$ref": "#/components/schemas/HitShape"}}) == "list of Hit"
    assert kind({"type": "object", "additionalProperties": {"type": "integer"}}) == "whole number, by name"
    assert kind({"enum": ["home", "joint"]}) == "one of home, joint"


def _shapes(told: object, document: Json) -> list[Json]:
    """Every shape that a part of the description leads to."""
    found: dict[str, Json] = {}
    todo = [told]
    while todo:
        match todo.pop():
            case {"$ref": name}:
                short = name.rpartition("/")[2]
                if short not in found:
                    found[short] = document["components"]["schemas"][short]
                    todo.append(found[short])
            case dict(inner):
                todo += inner.values()
            case list(inner):
                todo += inner
    return list(found.values())
