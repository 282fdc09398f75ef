"""`searchapp mcp` as an assistant meets it: a process of its own, asked by the official client over standard input and output."""

import os
import re
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar, get_args

import pytest

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.entities import KINDS
from searchapp.indexing import rebuild
from searchapp.resources import sample_folder
from searchapp.results import Search
from searchapp.searcher import Searcher
from tests.shared import PROJECT

pytest.importorskip("mcp", reason="needs mcp: pip install 'searchapp[mcp]'")

import anyio
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent, Tool

from searchapp.assistants import answers
from searchapp.assistants.answers import Answers, PassageMissingError
from searchapp.assistants.server import LANGUAGE, Kind

T = TypeVar("T")
MOTEGI = "japan-mexico-2021-01-04-motegi-visit"
KAMIKAWA = "japan-mexico-2023-09-21-foreign-ministers-meeting"
MEXICO = (
    'country:Mexico said:counterpart "legal stability"',
    'said:counterpart "legal stability"',
    "country:Mexico legal stability",
)
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    **{query: ("search", {"query": query}) for query in MEXICO},
    "nothing": ("search", {"query": "zebras lawful stability"}),
    "no field": ("search", {"query": "minster:Kono"}),
    "whole": ("read", {"id": KAMIKAWA}),
    "passage": ("read", {"id": KAMIKAWA, "passage": "p4"}),
    "no readout": ("read", {"id": f"{MOTEGI}s"}),
    "no passage": ("read", {"id": KAMIKAWA, "passage": "p99"}),
    "trends": ("trends", {"queries": ["CPTPP", '"rule of law"'], "by": "year"}),
    "no date": ("trends", {"queries": ["date:2023-13"]}),
    "compared": ("compare", {"before": MOTEGI, "after": KAMIKAWA}),
    "country": ("entities", {"kind": "country", "name": "Mexico"}),
    "person": ("entities", {"kind": "minister", "name": "Kamikawa"}),
    "no person": ("entities", {"kind": "minister", "name": "Blinkn"}),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample, and of a speech that is too long for one answer."""
    folder = tmp_path_factory.mktemp("assistants")
    sources = folder / "sources"
    sources.mkdir()
    for file in sample_folder().iterdir():
        (sources / file.name).symlink_to(file)
    paragraphs = "\n\n".join(f"Paragraph {n}: {'a longspeech goes on and on. ' * 40}" for n in range(100))
    (sources / "long.md").write_text(f"---\ntitle: A speech\ndate: 2020-02-02\n---\n\n{paragraphs}\n")
    with WhooshEngine(folder / "index") as engine:
        rebuild(sources, engine)
    return folder / "index"


@pytest.fixture(scope="module")
def answering(index: Path) -> Answers:
    return Answers(Searcher(WhooshEngine(index), load()))


def client(index: Path, **settings: str) -> Client:
    """The official client, of a server of this index that is started for it."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "searchapp", "mcp", "--index", str(index)],
        env={**os.environ, **settings},
        cwd=PROJECT,
    )
    return Client(stdio_client(server))


def run(asked: Callable[[], Awaitable[T]]) -> T:
    """Run it in a thread of its own: in this one the browser tests may have a loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, asked).result()


def ask(index: Path, tool: str, given: dict[str, Any], **settings: str) -> CallToolResult:
    async def asked() -> CallToolResult:
        async with client(index, **settings) as assistant:
            return await assistant.call_tool(tool, given)

    return run(asked)


@pytest.fixture(scope="module")
def session(index: Path) -> tuple[list[Tool], dict[str, CallToolResult]]:
    """One session: the tools that there are, and what each of the CALLS is answered."""

    async def asked() -> tuple[list[Tool], dict[str, CallToolResult]]:
        async with client(index) as assistant:
            tools = (await assistant.list_tools()).tools
            return tools, {name: await assistant.call_tool(*call) for name, call in CALLS.items()}

    return run(asked)


@pytest.fixture
def tools(session: tuple[list[Tool], dict[str, CallToolResult]]) -> list[Tool]:
    return session[0]


@pytest.fixture
def answered(session: tuple[list[Tool], dict[str, CallToolResult]]) -> dict[str, CallToolResult]:
    return session[1]


def text(answer: CallToolResult) -> str:
    (content,) = answer.content
    assert isinstance(content, TextContent)
    return content.text


def content(answer: CallToolResult) -> dict[str, Any]:
    assert not answer.is_error, text(answer)
    assert isinstance(answer.structured_content, dict)
    return answer.structured_content


def test_the_tools_are_listed_and_only_read(tools: list[Tool]) -> None:
    assert [tool.name for tool in tools] == ["search", "read", "trends", "compare", "entities"]
    for tool in tools:
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
        assert tool.output_schema
        assert "sources" in tool.output_schema["required"]


@pytest.mark.parametrize("query", MEXICO)
def test_what_mexico_said_about_legal_stability_is_answered_from_the_right_passage(
    answered: dict[str, CallToolResult], query: str
) -> None:
    found, told = content(answered[query]), text(answered[query])
    assert found["results"]["total"] == 1
    source = next(one for one in found["sources"] if one["passage"] == "p4")
    assert source["reference"] == f"{KAMIKAWA}#p4"
    assert source["url"] == f"http://127.0.0.1:8000/readout/{KAMIKAWA}#p4"
    assert source["date"] == "2023-09-21"
    assert source["url"] in source["citation"]
    said = next(one for one in source["said"] if one["side"] == "counterpart")
    assert said["speaker"]["id"] == "barcena-ibarra-alicia"
    assert "legal stability will continue in Mexico" in said["text"]
    assert f"Said by Mexico (counterpart), {said['speaker']['label']}: “{said['text']}”" in told
    assert f"Cite: {source['citation']}" in told
    assert "searchapp serve" in told


def test_the_statement_that_has_most_of_the_query_comes_first(answered: dict[str, CallToolResult]) -> None:
    (source,) = [one for one in content(answered[MEXICO[0]])["sources"] if one["passage"] == "p4"]
    assert [said["side"] for said in source["said"]] == ["counterpart", "home"]


def test_links_lead_to_the_public_address_where_there_is_one(index: Path) -> None:
    answer = ask(
        index, "read", {"id": KAMIKAWA, "passage": "4"}, SEARCHAPP_PUBLIC_URL="https://readouts.example/x/"
    )
    (source,) = content(answer)["sources"]
    assert source["url"] == f"https://readouts.example/x/readout/{KAMIKAWA}#p4"
    assert "searchapp serve" not in text(answer)


def test_a_readout_is_read_whole_or_a_passage_of_it(answered: dict[str, CallToolResult]) -> None:
    whole, part = content(answered["whole"]), content(answered["passage"])
    assert [p["anchor"] for p in whole["readout"]["passages"]][:3] == ["p0", "p1", "p2"]
    assert whole["next"] is None
    assert {said["side"] for said in whole["readout"]["statements"]} >= {"home", "counterpart", "joint"}
    assert [p["anchor"] for p in part["readout"]["passages"]] == ["p4"]
    assert {said["passage"] for said in part["readout"]["statements"]} == {"p4"}


def test_queries_are_followed_readouts_compared_and_entities_looked_up(
    answered: dict[str, CallToolResult],
) -> None:
    followed, compared = content(answered["trends"]), content(answered["compared"])
    assert [trend["query"] for trend in followed["trends"]["trends"]] == ["CPTPP", '"rule of law"']
    assert KAMIKAWA in {source["readout"] for source in followed["sources"]}
    assert compared["comparison"]["before"]["id"] == MOTEGI
    assert [source["readout"] for source in compared["sources"]] == [MOTEGI, KAMIKAWA]
    assert content(answered["country"])["profile"]["id"] == "MX"
    assert content(answered["person"])["profile"]["id"] == "kamikawa-yoko"
    assert any(source["said"] for source in content(answered["person"])["sources"])


@pytest.mark.parametrize("name", [name for name in CALLS if not name.startswith("no ")])
def test_every_answer_has_its_sources_with_citations(answered: dict[str, CallToolResult], name: str) -> None:
    sources, told = content(answered[name])["sources"], text(answered[name])
    assert sources
    assert all(source["citation"] in told for source in sources)
    assert "\x1b" not in told


def test_what_cannot_be_answered_says_where_why_and_what_would_work(
    answered: dict[str, CallToolResult],
) -> None:
    refused = {name: text(answer) for name, answer in answered.items() if answer.is_error}
    assert set(refused) == {name for name in CALLS if name.startswith("no ")}
    assert "characters 0 to 12, “minster:Kono”" in refused["no field"]
    assert "minister:Kono  (1 readout)" in refused["no field"]
    assert "bad-date" in refused["no date"]
    assert f"The nearest is {MOTEGI}" in refused["no readout"]
    assert "blinken-antony" in refused["no person"]
    assert re.search(r"It has p0 to p\d+\.", refused["no passage"])


def test_a_search_that_finds_nothing_says_what_would_find_something(
    answered: dict[str, CallToolResult],
) -> None:
    assert content(answered["nothing"])["results"]["total"] == 0
    assert "these have some of them" in text(answered["nothing"])


def test_without_an_index_a_tool_says_how_to_build_one(tmp_path: Path) -> None:
    answer = ask(tmp_path / "none", "search", {"query": "x"})
    assert answer.is_error
    assert "searchapp rebuild" in text(answer)


def test_a_long_readout_is_read_in_parts_that_make_the_whole(answering: Answers) -> None:
    start, seen, parts = "", list[str](), 0
    while True:
        answer = answering.read("long", start=start)
        passages = answer.content["readout"]["passages"]
        assert sum(len(p["text"]) for p in passages) <= answers.ROOM
        seen += [p["anchor"] for p in passages]
        parts += 1
        if (following := answer.content["next"]) is None:
            break
        start = following
        assert f"start={start}" in answer.text
    assert parts > 2
    assert seen == [p.anchor for p in answering.searcher.read("long").readout.passages]


def test_a_passage_that_is_not_there_is_an_error(answering: Answers) -> None:
    with pytest.raises(PassageMissingError, match="no passage 'p99'"):
        answering.read(KAMIKAWA, "p99")


def test_every_query_that_the_description_shows_can_be_read(answering: Answers) -> None:
    shown = re.findall(r"`([^`]+)`", LANGUAGE)
    assert len(shown) > 20
    for query in shown:
        answering.searcher.search(Search(query))


def test_every_kind_of_entity_can_be_asked_for() -> None:
    assert set(get_args(Kind)) == set(KINDS)


def test_the_page_on_assistants_names_every_tool_and_what_it_takes(tools: list[Tool]) -> None:
    page = (PROJECT / "docs" / "assistants.md").read_text("utf-8")
    wanted = [f"`{name}`" for tool in tools for name in (tool.name, *tool.input_schema["properties"])]
    assert [name for name in wanted if name not in page] == []
    assert f"{answers.ROOM:,} characters" in page
