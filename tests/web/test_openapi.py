"""The API's description is OpenAPI, tells of every address and parameter, and is kept."""

import re
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.checks import CheckFunction
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from searchapp.results import Search
from searchapp.web import parameters

# What no JSON Schema can say of a query or of a pair of dates: these are refused, with the place and a remedy.
UNDESCRIBED = {
    "unbalanced", "unknown-field", "unknown-value", "bad-date", "bad-range", "empty-value", "too-long", "too-deep",
    "too-many", "bad-operator", "bad-wildcard", "bad-cursor", "too-costly",
}  # fmt: skip


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_is_answered_as_described(app: Flask, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    if mode is GenerationMode.NEGATIVE:  # any id is as good as another
        operations = [one for one in operations if list(one.query)]
    assert operations
    for operation in operations:

        @given(operation.as_strategy(generation_mode=mode))
        @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
        def ask(case: schemathesis.Case[Any]) -> None:
            # a wrong value of which an address shows nothing cannot be refused; all else holds for it too
            shown = all(value not in ([], {}, None) for value in (case.query or {}).values())
            excluded: list[CheckFunction] = [positive_data_acceptance]
            if not shown:
                excluded.append(negative_data_rejection)
            plain = {"Accept-Encoding": "identity"}  # its WSGI client does not decompress
            answer = case.call_and_validate(headers=plain, excluded_checks=excluded)
            if answer.status_code == 400 and mode is GenerationMode.POSITIVE:
                assert answer.json()["error"]["kind"] in UNDESCRIBED

        ask()


def test_the_description_is_openapi(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    assert described["openapi"] == "3.1.0"
    validate(described)


def test_every_address_of_the_api_is_described(app: Flask, client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()["paths"]
    served = {
        re.sub(r"<(?:path:)?(\w+?)_?>", r"{\1}", str(rule))
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/api/v1/")
    }
    assert served - {"/api/v1/openapi.json"} == set(described)


def test_every_parameter_of_a_search_is_described() -> None:
    ticked = {field: ("x",) if field != "year" else ("2023",) for field in parameters.TICKS}
    search = Search("x", ticked, "2021", "2022", "newest", 2, 20)
    assert {name for name, _ in parameters.written(search)} <= {one.name for one in parameters.TOLD}
