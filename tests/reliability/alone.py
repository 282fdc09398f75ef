"""Builds, searches and serves where there is no network: python -m tests.reliability.alone SOURCE INDEX

To be run in a network namespace of its own (`unshare -rn`), which has nothing but a loopback that is down. Prints
what it did, and last every address but its own that anything in it tried to reach.
"""

import fcntl
import socket
import struct
import sys
import urllib.request
from pathlib import Path

from searchapp.authority import load
from searchapp.engines.whoosh import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.searcher import Searcher
from searchapp.web.app import create_app
from tests.serving import served

_SET_FLAGS, _UP = 0x8914, 0x1  # SIOCSIFFLAGS and IFF_UP of <linux/if.h>
_OUT = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def main(source: Path, index: Path) -> None:
    """Do it."""
    reached: list[str] = []

    def note(event: str, told: tuple[object, ...]) -> None:
        if event in _OUT and "127.0.0.1" not in str(told):
            reached.append(str(told[1:]))

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        fcntl.ioctl(one, _SET_FLAGS, struct.pack("16sh", b"lo", _UP))
        try:
            one.connect(("192.0.2.1", 80))
        except OSError:
            print("no network")
    sys.addaudithook(note)
    with WhooshEngine(index) as engine:
        print("built", rebuild(source, engine, index=index).read)
    app = create_app(Searcher(WhooshEngine(index), load()))
    with served(app) as address:
        for path in ("/search?q=ministers", "/trends?q=ministers", "/api/v1/search?q=ministers"):
            with urllib.request.urlopen(address + path, timeout=60) as answer:  # our own
                print("served", path, answer.status, b"ministers" in answer.read())
    print("reached", reached)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
