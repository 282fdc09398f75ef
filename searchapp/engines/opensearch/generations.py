"""Where generations stand in a cluster, and which of them answers.

    searchapp                                        an alias: the readouts of the generation that answers
    searchapp-gen-20240301t101500z-5f3a9c01-1b2c3d4e   its readouts; the last part is a hash of the layout
    searchapp-gen-20240301t101500z-5f3a9c01-beside     its words, files and manifest

A generation is whole once its manifest is there, which is put in last. The alias moves in one step. The one before
stays, and so do those that were replaced so lately that somebody may still be reading them.
"""

import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from searchapp.engines.opensearch.layout import Body
from searchapp.engines.opensearch.server import Server

GRACE = timedelta(minutes=5)
BESIDE = "beside"
_NAME = r"gen-(\d{8}t\d{6})\d{6}z-[0-9a-f]{8}"


@dataclass(frozen=True, slots=True)
class Generation:
    """name: as manifests have it; readouts, beside: its indexes."""

    name: str
    readouts: str
    beside: str

    @property
    def begun(self) -> datetime:
        """When it was begun, UTC."""
        return datetime.strptime(self.name.split("-")[1][:15], "%Y%m%dt%H%M%S").replace(tzinfo=UTC)


class Generations:
    """The generations under one name in a cluster."""

    def __init__(self, server: Server, alias: str) -> None:
        self._server, self.alias = server, alias

    def named(self, name: str, layout: str) -> Generation:
        """A generation with its indexes."""
        return Generation(name, f"{self.alias}-{name}-{layout}", f"{self.alias}-{name}-{BESIDE}")

    def new(self, layout: str) -> Generation:
        """One that there is not yet; names sort by when they were made."""
        return self.named(f"gen-{datetime.now(UTC):%Y%m%dt%H%M%S%fz}-{secrets.token_hex(4)}", layout)

    def current(self) -> Generation | None:
        """The one that answers; None before the first build."""
        found = self._server.ask("GET", f"/_alias/{self.alias}")
        return self._of(sorted(found)[-1]) if found else None

    def find(self, name: str) -> Generation | None:
        """One by its name; None for one that is not there."""
        return next((one for one in self.every() if one.name == name), None)

    def every(self) -> list[Generation]:
        """All that there are, whole or not, oldest first."""
        told = self._server.ask("GET", f"/{self.alias}-gen-*/_settings/index.uuid") or {}
        made = [self._of(index) for index in sorted(told) if not index.endswith(f"-{BESIDE}")]
        return [one for one in made if one is not None]

    def publish(self, one: Generation, last: Generation | None) -> None:
        """Let a generation answer, in one step, and note when the last one ceased to."""
        actions: list[Body] = [{"add": {"index": one.readouts, "alias": self.alias}}]
        if last:
            actions.insert(0, {"remove": {"index": last.readouts, "alias": self.alias}})
        self._server.ask("POST", "/_aliases", {"actions": actions})
        if last:
            replaced = {"_meta": {"replaced": datetime.now(UTC).isoformat()}}
            self._server.ask("PUT", f"/{last.readouts}/_mapping", replaced)

    def sweep(self, grace: timedelta = GRACE, filling: Collection[str] = ()) -> None:
        """Remove what neither answers nor answered of late, and what dead writers left; not those that are filled.

        To be called by the one who may write. filling: the names of generations that may yet be gone on with.
        """
        current = self.current()
        if current is None:
            return
        replaced = self.replaced()
        before = max(replaced.keys() - {current.readouts}, key=lambda name: replaced[name], default="")
        kept = {current.name, *filling}
        for one in self.every():
            late = replaced.get(one.readouts)
            if one.readouts == before or (late and datetime.now(UTC) - late < grace):
                kept.add(one.name)
        told = self._server.ask("GET", f"/{self.alias}-gen-*/_settings/index.uuid") or {}
        gone = [index for index in told if not any(f"-{name}-" in index for name in kept)]
        self.remove(gone)

    def remove(self, indexes: Sequence[str]) -> None:
        """Remove indexes, those that there are."""
        if indexes:
            self._server.ask("DELETE", f"/{','.join(indexes)}", params={"ignore_unavailable": "true"})

    def replaced(self) -> dict[str, datetime]:
        """When each index of readouts ceased to answer; of those that did."""
        told: Body = self._server.ask("GET", f"/{self.alias}-gen-*/_mapping") or {}
        metas = {index: body["mappings"].get("_meta", {}) for index, body in told.items()}
        return {
            index: datetime.fromisoformat(meta["replaced"])
            for index, meta in metas.items()
            if "replaced" in meta
        }

    def _of(self, index: str) -> Generation | None:
        found = re.fullmatch(rf"{re.escape(self.alias)}-({_NAME})-([0-9a-f]{{8}})", index)
        return self.named(found[1], found[3]) if found else None
