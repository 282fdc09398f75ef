"""Engines in a cluster that tests may fill, each under a name of its own."""

from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

from searchapp.engine import Checked
from searchapp.engines.opensearch import OpenSearchEngine, Server


class Passing(OpenSearchEngine):
    """An engine that takes away all that it has written when it is closed for good."""

    def __init__(self, url: str) -> None:
        self.name = f"test{token_hex(6)}"
        self.server = Server(url)
        super().__init__(self.server, self.name)

    def __exit__(self, *told: object) -> None:
        if indexes := ",".join(self.server.ask("GET", f"/{self.name}-*/_alias") or ()):
            self.server.ask("DELETE", f"/{indexes}")
        self.server.close()


def in_cluster(url: str) -> Callable[[Path], Checked]:
    """Makes engines; a folder is of no use to them."""
    return lambda _folder: Passing(url)
