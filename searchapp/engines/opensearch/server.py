"""The cluster as we speak to it: one call, and each refusal as an error that names the remedy."""

import json
import logging
import re
import ssl
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy import exceptions as refused

from searchapp.engines.opensearch.layout import Body
from searchapp.errors import EffortError, EngineError

OLDEST = (2, 4)  # the first with all that we ask for: msearch over nested documents, intervals with scripts
WAIT = 45.0  # seconds that an answer may take: longer than the nodes take to give up one that hangs, shorter than a lapse
_LONG = 600.0  # and that the work on a whole index may
_WHOLE = re.compile(r"/_(refresh|flush|forcemerge|clone|delete_by_query)\b")
LIMIT = 20  # seconds that the server may look for an answer
_TRIES = 5
_LOST = {"node_disconnected_exception", "node_not_connected_exception", "node_closed_exception"}
_HEAD = json.dumps({"allow_partial_search_results": False})
_PASSING = (429, 502, 503, 504)  # another node, or the same one later, may answer

logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # its complaints become ours


Access = tuple[str, str, str, str]
"""What a `Server` is made of: its addresses, user, password, and file of certificates."""


class Server:
    """A cluster. urls: of its nodes, parted by commas; another is asked when one does not answer.

    user, password: where it asks for them; ca: a file of certificates, where a private authority signed its own.
    wait: seconds that an answer may take. Raises EngineError for what is no address, and no file.
    """

    def __init__(
        self, urls: str, user: str = "", password: str = "", ca: str = "", wait: float = WAIT
    ) -> None:
        self.access: Access = urls, user, password, ca
        self._wait = wait
        self.urls = [url.strip().rstrip("/") for url in urls.split(",") if url.strip()]
        wrong = [url for url in self.urls if not re.fullmatch(r"https?://[^/\s]+(/\S*)?", url)]
        if wrong or not self.urls:
            raise EngineError(
                f"{urls!r} is no address of an OpenSearch cluster. Write one such as http://127.0.0.1:9200."
            )
        if ca and (why := _unfit(ca)):
            raise EngineError(f"{ca} {why}. Set SEARCHAPP_OPENSEARCH_CA to one of certificates in PEM form.")
        self._client = OpenSearch(
            self.urls,
            http_auth=(user, password) if user else None,
            ca_certs=ca or None,
            timeout=wait,
            max_retries=_TRIES,
            retry_on_timeout=len(self.urls) > 1,  # the same would only be waited for again
            retry_on_status=_PASSING,
        )

    def __str__(self) -> str:
        return ", ".join(self.urls)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        params: Mapping[str, Any] | None = None,
        well: Sequence[int] = (),
        more: float = 0,
    ) -> Any:
        """The answer; None for what there is not (404).

        well: statuses of errors that are taken as answers. more: seconds that it may take beside those of every one.

        Raises EngineError, and ConflictError for 409.
        """
        wait = self._wait + (_LONG if _WHOLE.search(path) else more)
        send = self._client.transport.perform_request
        try:
            return send(method, path, params=dict(params or {}), body=body, timeout=wait, ignore=well)
        except refused.NotFoundError:
            return None
        except refused.ConflictError as error:
            raise ConflictError(str(error)) from error
        except refused.ImproperlyConfigured as error:
            raise EngineError(f"{self}: {error}.") from error
        except refused.OpenSearchException as error:
            raise self._told(error) from error

    def search(self, index: str, body: Body) -> Body:
        """The answer to a search, of all shards; raises EffortError where the server gave it up."""
        return self.searches(index, [body])[0]

    def searches(self, index: str, bodies: Sequence[Body]) -> list[Body]:
        """The answers to several searches, in their order; raises as `search` does."""
        if not bodies:
            return []
        lines = [line for body in bodies for line in (_HEAD, json.dumps(body | {"timeout": f"{LIMIT}s"}))]
        text = "\n".join(lines) + "\n"
        for tries in range(_TRIES):
            answer = self.ask("POST", f"/{index}/_msearch", text, {"max_concurrent_searches": 4})
            if answer is None:
                raise GoneError(f"{self}: the index {index} is gone.")
            if not any(_is_lost(one) for one in answer["responses"]):
                break
            time.sleep(0.2 * 2**tries)  # until the cluster knows that a node is gone
        for one in answer["responses"]:
            if "error" in one:
                raise self._failed(one, index)
            if one["timed_out"]:
                raise EffortError
        made: list[Body] = answer["responses"]
        return made

    def _failed(self, answer: Body, index: str) -> EngineError:
        causes = answer["error"].get("root_cause") or [answer["error"]]
        reason = f"{causes[0].get('type')}: {causes[0].get('reason')}"
        if answer["status"] == 404:
            return GoneError(f"{self}: the index {index} is gone.")
        if answer["status"] in _PASSING:
            return self._passing(reason)
        return EngineError(f"{self} refused a search: {reason}.")

    def _passing(self, reason: str) -> "PassingError":
        return PassingError(
            f"{self} cannot answer now ({reason}): it is overloaded, or nodes that hold the index are "
            "down (GET /_cluster/health says which). The same will work once they are back."
        )

    def check(self) -> str:
        """Its version. Raises EngineError for one that is too old, for what is no OpenSearch, and where nothing answers."""
        told = self.ask("GET", "/")
        version = told.get("version", {}) if isinstance(told, dict) else {}
        number = tuple(int(part) for part in re.findall(r"\d+", version.get("number", ""))[:2])
        if version.get("distribution") != "opensearch" or number < OLDEST:
            kind = version.get("distribution", "something else")
            raise EngineError(
                f"{self} is {kind} {version.get('number', '')}; OpenSearch {'.'.join(map(str, OLDEST))} or newer "
                "is needed. Upgrade it, or name another in SEARCHAPP_OPENSEARCH_URL."
            )
        return str(version["number"])

    def health(self, index: str, wait: int = 0) -> Body:
        """How an index is; waits some seconds for it to be whole."""
        until = f"?wait_for_status=yellow&timeout={wait}s" if wait else ""
        timed_out = 408  # which tells how it is, too
        told = self.ask("GET", f"/_cluster/health/{index}{until}", well=[timed_out], more=wait)
        answer: Body = told or {"status": "red"}
        return answer

    def close(self) -> None:
        """Let go of its connections."""
        self._client.close()

    def _told(self, error: refused.OpenSearchException) -> EngineError:
        """The error as a sentence with its remedy."""
        if isinstance(error, refused.SSLError) or isinstance(_cause(error), ssl.SSLError):
            return EngineError(
                f"{self}: its certificate is not trusted ({_reason(error)}). If a private authority signed it, set "
                "SEARCHAPP_OPENSEARCH_CA to the file of that authority's certificate."
            )
        if isinstance(error, refused.ConnectionTimeout):
            return PassingError(
                f"{self} did not answer in time ({self._wait:g} seconds). See whether it is overloaded, or hangs: "
                "GET /_nodes/hot_threads says what it does."
            )
        if isinstance(error, refused.ConnectionError):
            return PassingError(
                f"{self} cannot be reached ({_reason(error)}). See whether it runs, or name another in "
                "SEARCHAPP_OPENSEARCH_URL."
            )
        if isinstance(error, refused.AuthenticationException | refused.AuthorizationException):
            return EngineError(
                f"{self} refuses this user. Set SEARCHAPP_OPENSEARCH_USER and SEARCHAPP_OPENSEARCH_PASSWORD to one "
                "who may read and write its indexes."
            )
        if isinstance(error, refused.TransportError) and error.status_code in _PASSING:
            return self._passing(_reason(error))
        return EngineError(f"{self} refused what was asked: {_reason(error)}.")


def _unfit(ca: str) -> str:
    """Why a file is of no use for telling whom to trust; nothing where it is."""
    if not Path(ca).is_file():
        return "is no file"
    try:
        there = ssl.create_default_context(cafile=ca).cert_store_stats()["x509"]
    except (ssl.SSLError, OSError) as error:
        return f"cannot be read as one ({error})"
    return "" if there else "holds none"


def _is_lost(answer: Body) -> bool:
    """Whether a search failed since a node went away while it ran."""
    causes = answer["error"].get("root_cause", []) if "error" in answer else []
    return any(str(one.get("type")) in _LOST for one in causes)


class ConflictError(EngineError):
    """Something else is there already (409)."""


class PassingError(EngineError):
    """What may go well later, or at another node."""


class GoneError(EngineError):
    """An index that is no longer there."""


def _reason(error: refused.OpenSearchException) -> str:
    """What the server, or the way to it, says."""
    info = getattr(error, "info", None)
    if isinstance(info, dict) and isinstance(info.get("error"), dict):
        causes = info["error"].get("root_cause") or [info["error"]]
        return f"{causes[0].get('type')}: {causes[0].get('reason')}"
    cause = _cause(error)
    return str(cause if cause is not None else error).replace("\n", " ")[:300]


def _cause(error: refused.OpenSearchException) -> object:
    info = error.args[2] if len(error.args) > 2 else None
    inner = getattr(info, "reason", None)
    return inner if isinstance(inner, BaseException) else info
