"""Lead bytes into a target for some seconds, by what the code does with them: python -m tests.fuzz TARGET SECONDS

An input that a target fails on is written to the folder `build/fuzz`, and the exit status is not 0.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["searchapp"]):
    from tests.fuzz.targets import TARGETS

FOUND = Path("build/fuzz")
_SLOW = 60  # seconds of one input, after which it is a fault: the deadline of a file


def main(name: str, seconds: int) -> None:
    """Fuzz one target."""
    target, seeds = TARGETS[name]
    FOUND.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="searchapp-corpus-") as corpus:
        for number, seed in enumerate(seeds):
            (Path(corpus) / str(number)).write_bytes(seed)
        target(seeds[0])  # what is loaded once is loaded now
        told = [
            f"-max_total_time={seconds}",
            f"-artifact_prefix={FOUND}/{name}-",
            f"-timeout={_SLOW}",
            "-rss_limit_mb=3000",
            "-verbosity=0",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *told, corpus], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
