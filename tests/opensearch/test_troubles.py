"""What can be wrong with a cluster, each told with what to do."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from threading import Event, Thread, Timer
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request as Asked
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from searchapp.clause import Every
from searchapp.cli import main
from searchapp.engines.opensearch import OpenSearchEngine, Server
from searchapp.engines.opensearch.lock import BusyError, writing
from searchapp.errors import EngineError, GenerationGoneError, IndexMissingError
from searchapp.readout import Readout
from tests.engine.agreement import CROWD
from tests.engine.conftest import MANIFEST
from tests.opensearch.engines import Passing


def passed_on(url: str, method: str, body: bytes) -> tuple[int, bytes]:
    """What the server behind answers."""
    asked = Asked(url, body or None, {"Content-Type": "application/json"}, method=method)
    try:
        answer = urlopen(asked)
    except HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.read()


@contextmanager
def before(url: str, answer: Any, context: SSLContext | None = None) -> Iterator[str]:
    """A server in front of another: `answer(handler)` says what it answers itself, None what it passes on."""

    class Front(BaseHTTPRequestHandler):
        def do(self) -> None:
            self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, text = answer(self) or passed_on(url + self.path, self.command, self.body)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PUT = do_DELETE = do  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    front = ThreadingHTTPServer(("127.0.0.1", 0), Front)
    if context:
        front.socket = context.wrap_socket(front.socket, server_side=True)
    Thread(target=front.serve_forever, daemon=True).start()
    try:
        yield f"http{'s' if context else ''}://127.0.0.1:{front.server_port}"
    finally:
        front.shutdown()
        front.server_close()


def test_a_server_that_is_down_is_named() -> None:
    engine = OpenSearchEngine(Server("http://127.0.0.1:1"))
    with pytest.raises(EngineError, match=r"127.0.0.1:1 cannot be reached .*SEARCHAPP_OPENSEARCH_URL"):
        engine.reader()


@pytest.mark.parametrize("wrong", ["", "localhost:9200", "ftp://here", "http://a b"])
def test_an_address_that_is_none_is_named(wrong: str) -> None:
    with pytest.raises(EngineError, match="Write one such as http://"):
        Server(wrong)


@pytest.mark.parametrize("status", [401, 403])
def test_wrong_credentials_say_what_to_set(url: str, engine: Passing, status: int) -> None:
    def guarded(asked: BaseHTTPRequestHandler) -> tuple[int, bytes] | None:
        return None if asked.headers["Authorization"] == "Basic bWU6c2VjcmV0" else (status, b"{}")

    with before(url, guarded) as front:
        for wrong in (Server(front), Server(front, "me", "wrong"), Server(front, "you", "secret")):
            with pytest.raises(EngineError, match=r"OPENSEARCH_USER and SEARCHAPP_OPENSEARCH_PASSWORD"):
                OpenSearchEngine(wrong, engine.name).reader()
        right = OpenSearchEngine(Server(front, "me", "secret"), engine.name)
        right.write(MANIFEST, CROWD[:5], fresh=True)
        assert right.reader().count(Every()) == 5


def test_a_server_that_hangs_is_told_of_and_asked_once(url: str, tmp_path: Path) -> None:
    asked: list[str] = []
    done = Event()

    def slow(one: BaseHTTPRequestHandler) -> None:
        asked.append(one.path)
        done.wait(60)

    with before(url, slow) as front:
        with pytest.raises(EngineError, match=r"in time \(0\.5 seconds\)"):
            Server(front, wait=0.5).check()
        done.set()
    assert asked == ["/"]


def test_one_of_two_that_hangs_costs_no_answer(url: str, engine: Passing) -> None:
    engine.write(MANIFEST, CROWD[:5], fresh=True)
    done = Event()
    with before(url, lambda _: done.wait(60) and None) as front:
        reader = OpenSearchEngine(Server(f"{front},{url}", wait=2), engine.name).reader()
        counts = [reader.count(Every()) for _ in range(6)]
        done.set()
    assert counts == [5] * 6


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ({"distribution": "opensearch", "number": "1.3.20"}, r"opensearch 1.3.20; OpenSearch 2.4 or newer"),
        ({"number": "8.11.0"}, "something else 8.11.0"),
    ],
)
def test_a_version_that_is_too_old_is_named(url: str, version: dict[str, str], told: str) -> None:
    root = json.dumps({"version": version}).encode()
    with before(url, lambda _: (200, root)) as front, pytest.raises(EngineError, match=told):
        OpenSearchEngine(Server(front)).reader()


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the certificate of a private authority, ca.pem, and two that it signed: of 127.0.0.1, and of another."""
    folder = tmp_path_factory.mktemp("authority")
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run([*new, "-subj", "/CN=Our own authority", "-keyout", "ca.key", "-out", "ca.pem"],
                   cwd=folder, check=True, capture_output=True)  # fmt: skip
    for name, host in {"node": "IP:127.0.0.1", "other": "DNS:other.example"}.items():
        told = ["-CA", "ca.pem", "-CAkey", "ca.key", "-subj", f"/CN={name}", "-addext", f"subjectAltName={host}",
                "-addext", "basicConstraints=critical,CA:FALSE", "-keyout", f"{name}.key", "-out", f"{name}.pem"]  # fmt: skip
        subprocess.run([*new, *told], cwd=folder, check=True, capture_output=True)
    return folder


def secured(folder: Path, name: str) -> SSLContext:
    """What a server needs to speak TLS under a certificate."""
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return context


def test_a_private_authority_is_trusted_once_it_is_named(url: str, engine: Passing, signed: Path) -> None:
    with before(url, lambda _: None, secured(signed, "node")) as front:
        with pytest.raises(EngineError, match="SEARCHAPP_OPENSEARCH_CA"):
            Server(front).check()
        with pytest.raises(EngineError, match=r"none\.pem"):
            Server(front, ca=str(signed / "none.pem"))
        there = OpenSearchEngine(Server(front, ca=str(signed / "ca.pem")), engine.name)
        there.write(MANIFEST, CROWD[:5], fresh=True)
        assert there.reader().count(Every()) == 5


def test_a_certificate_of_another_host_is_not_trusted(url: str, signed: Path) -> None:
    with (
        before(url, lambda _: None, secured(signed, "other")) as front,
        pytest.raises(EngineError, match=r"not trusted \(.*127\.0\.0\.1"),
    ):
        Server(front, ca=str(signed / "ca.pem")).check()


@pytest.mark.parametrize("text", ["", "no certificate"])
def test_a_file_that_holds_no_certificate_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "ca.pem").write_text(text)
    with pytest.raises(EngineError, match=r"ca\.pem .*SEARCHAPP_OPENSEARCH_CA"):
        Server("https://127.0.0.1:1", ca=str(tmp_path / "ca.pem"))


def lose(engine: Passing) -> None:
    """Make the index red: no node that is there may hold it."""
    nowhere = {"index": {"routing.allocation.require._name": "nobody", "auto_expand_replicas": False}}
    index = f"{engine.name}-{engine.reader().manifest.generation}-*"
    engine.server.ask("POST", f"/{index}/_close")
    engine.server.ask("PUT", f"/{index}/_settings", nowhere)
    engine.server.ask("POST", f"/{index}/_open?wait_for_active_shards=0")


def test_an_index_of_which_a_part_is_lost_says_so(engine: Passing) -> None:
    engine.write(MANIFEST, CROWD[:5], fresh=True)
    reader = engine.reader()
    lose(engine)
    with pytest.raises(EngineError, match="nodes that hold the index are down"):
        reader.count(Every())


def test_a_cluster_without_room_says_so_and_what_answered_answers(
    url: str, engine: Passing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new index is red: no node may take it."""
    engine.write(MANIFEST, CROWD[:5], fresh=True)
    monkeypatch.setattr("searchapp.engines.opensearch.writer._START", 1)
    template, index = (
        f"/_index_template/{engine.name}",
        {"index": {"routing.allocation.require._name": "nobody"}},
    )

    def soon(asked: Any) -> tuple[int, bytes] | None:
        """A new index is waited for a second, in the place of half a minute."""
        if asked.command != "PUT" or not asked.path.startswith(f"/{engine.name}-"):
            return None
        return passed_on(f"{url}{asked.path}?timeout=1s", "PUT", asked.body)

    engine.server.ask(
        "PUT", template, {"index_patterns": [f"{engine.name}-*"], "template": {"settings": index}}
    )
    try:
        with (
            before(url, soon) as front,
            pytest.raises(EngineError, match="no room for a new index, or too few"),
        ):
            OpenSearchEngine(Server(front), engine.name).write(MANIFEST, CROWD[:9], fresh=True)
    finally:
        engine.server.ask("DELETE", template)
    assert engine.reader().count(Every()) == 5
    engine.write(MANIFEST, CROWD[:9], fresh=True)
    assert engine.reader().count(Every()) == 9


def test_the_name_of_an_index_is_checked(url: str) -> None:
    with pytest.raises(EngineError, match="lower-case"):
        OpenSearchEngine(Server(url), "No-Name")


def test_documents_that_are_refused_are_sent_again_and_none_is_lost(url: str, engine: Passing) -> None:
    refused: list[str] = []

    def busy(asked: BaseHTTPRequestHandler) -> tuple[int, bytes] | None:
        if asked.path.endswith("/_bulk") and len(refused) % 3 != 2:
            refused.append(asked.path)
            return 429, b'{"error": {"type": "rejected_execution_exception", "reason": "full"}}'
        refused.append("")
        return None

    with before(url, busy) as front:
        made = OpenSearchEngine(Server(front), engine.name).write(MANIFEST, CROWD[:50], fresh=True)
    assert made.readouts == engine.reader().count(Every()) == 50
    assert any(refused)


def blocking(engine: Passing, block: str, seconds: float) -> Iterator[Readout]:
    """Readouts, while the server itself refuses to take any for some seconds."""

    def told(value: bool | None) -> None:
        engine.server.ask("PUT", f"/{engine.name}-gen-*/_settings", {"index": {block: value}})

    told(True)
    lifted = Timer(seconds, told, [None])
    lifted.start()
    yield from CROWD[:50]


def test_what_a_full_disk_refuses_for_a_while_is_not_lost(engine: Passing) -> None:
    """A block that the server puts up and takes away as its disk fills and empties: 429 for each document."""
    made = engine.write(MANIFEST, blocking(engine, "blocks.read_only_allow_delete", 3), fresh=True)
    assert made.readouts == engine.reader().count(Every()) == 50


def test_what_is_refused_for_good_is_told_and_what_answered_answers(engine: Passing) -> None:
    """An administrator makes the index read-only: 403 for each document."""
    engine.write(MANIFEST, CROWD[:5], fresh=True)
    with pytest.raises(EngineError, match=r"refuses a document: .*blocked"):
        engine.write(MANIFEST, blocking(engine, "blocks.write", 5), fresh=True)
    assert engine.reader().count(Every()) == 5


def test_a_writer_that_died_gives_way_once_its_time_has_lapsed(engine: Passing) -> None:
    with writing(engine.server, engine.name), pytest.raises(BusyError), writing(engine.server, engine.name):
        pass
    engine.server.ask("PUT", f"/searchapp-locks/_doc/{engine.name}", {"holder": "dead", "alive": 0.0})
    engine.write(MANIFEST, CROWD[:2], fresh=True)
    assert engine.reader().count(Every()) == 2


def test_a_generation_is_swept_away_once_nobody_may_be_reading_it(url: str, engine: Passing) -> None:
    brief = OpenSearchEngine(Server(url), engine.name, grace=timedelta(0))
    names = [brief.write(MANIFEST, CROWD[:size], fresh=True).generation for size in (3, 5, 7)]
    held = [engine.reader(name).count(Every()) for name in names[1:]]
    assert held == [5, 7]
    for gone in (names[0], "gen-../../etc", "*"):
        with pytest.raises(GenerationGoneError, match="first page"):
            engine.reader(gone)


def test_what_a_dead_writer_left_is_swept_away(engine: Passing) -> None:
    engine.write(MANIFEST, CROWD[:2], fresh=True)
    left = f"{engine.name}-gen-20240101t000000000000z-00000000-00000000"
    engine.server.ask("PUT", f"/{left}")
    with pytest.raises(GenerationGoneError):
        engine.reader("gen-20240101t000000000000z-00000000")
    engine.write(MANIFEST, CROWD[2:3], fresh=False)
    assert engine.server.ask("GET", f"/{left}") is None
    assert engine.reader().count(Every()) == 3


def test_the_commands_work_on_a_cluster(
    url: str, engine: Passing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.md").write_text(
        "---\ntitle: Rule of law\ndate: 2024-03-01\n---\nThe rule of law matters.\n"
    )
    monkeypatch.setenv("SEARCHAPP_OPENSEARCH_INDEX", engine.name)
    monkeypatch.setenv("SEARCHAPP_ENGINE", "whoosh")  # so that what the flag sets is put back
    monkeypatch.setenv("SEARCHAPP_OPENSEARCH_URL", url)
    there = ["--engine", "opensearch", "--opensearch-url", url, "--index", str(tmp_path / "index")]
    with pytest.raises(IndexMissingError, match=r"searchapp rebuild SOURCE --engine opensearch"):
        engine.reader()
    done = CliRunner().invoke(main, ["rebuild", str(tmp_path / "src"), *there])
    assert done.exit_code == 0, done.output
    found = CliRunner().invoke(main, ["search", "law", "--json", *there])
    assert json.loads(found.output)["total"] == 1
