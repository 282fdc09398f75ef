"""What whoever serves may ask for: who may read, under which address, how often, and what is noted of it."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from searchapp.errors import SearchAppError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
Noted = Literal["off", "requests", "queries"]


class PublicAddressError(SearchAppError):
    """A public address that is none."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"{address!r} is no address under which pages can be reached. "
            "It is a scheme and a name, for example https://readouts.example/"
        )


@dataclass(frozen=True, slots=True)
class HouseRules:
    """The rules of a server.

    noted: what the log tells of each request: nothing, all but the query, or the query too. token: what a reader
    has to show; empty: everyone may read. public: the address under which readers reach the pages. hosts: the
    names of this server, others being refused; empty: any. rate: how often one reader may ask, "120 per minute".
    metrics: whether /metrics tells how much is asked. exports: how many may be taken at once, by each process: one
    holds a thread for as long as its reader takes. one_by_one: whether requests take turns, see `one_by_one`; not where
    searches wait for another machine. Raises PublicAddressError.
    """

    noted: Noted = "off"
    token: str = ""
    public: str = ""
    hosts: tuple[str, ...] = ()
    rate: str = ""
    metrics: bool = False
    exports: int = 4
    one_by_one: bool = False

    def __post_init__(self) -> None:
        if self.public and not (self.scheme in {"http", "https"} and self.host):
            raise PublicAddressError(self.public)

    @property
    def scheme(self) -> str:
        """That of the public address; empty without one."""
        return urlsplit(self.public).scheme

    @property
    def prefix(self) -> str:
        """The path in the public address, without its last slash: the proxy before us takes it away."""
        return urlsplit(self.public).path.rstrip("/")

    @property
    def host(self) -> str:
        """The name, and the port where it has one, in the public address; empty without one."""
        return urlsplit(self.public).netloc
