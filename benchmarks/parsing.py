"""How long the parser takes for 2 KB of anything: `python -m benchmarks.parsing` prints the slowest texts, in ms.

What repeats is the worst that a parser meets, so most texts are one or two pieces over and over; the others are pieces
in any order. Process time, the best of three, since other processes share the machine.
"""

import random
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

from searchapp.errors import QueryError
from searchapp.syntax import MAX_BYTES, parse

PIECES = (
    "a", "Kono", "minister:", "date:", "(", ")", '"', "“", " ", " OR ", " AND ", "NOT ", "-", "*", "?", "~", "~2", "..", "[",
    "2018", " TO ", "}", ".", "'", "上川", "U.S.", ":", "//", "é", "2+2", "title:", "{", "_", "İ", "said:home ", "said_by:x ",
    "‘", "’", "a’", "：", "「", "http://", "has:", "1,", "a.", "…", "\t", "𝔘", "\x00", "🎉", "ｶﾞ", "foo:", "ministr:",
)  # fmt: skip
MIXED = 2_000


def texts() -> Iterator[str]:
    """Texts of as many bytes as are read."""
    for one in PIECES:
        for other in PIECES:
            yield _cut((one + other) * MAX_BYTES)
    draw = random.Random(1)  # noqa: S311  # nothing here is a secret
    for _ in range(MIXED):
        some = draw.choices(PIECES, k=draw.choice((3, 5, 20)))
        yield _cut("".join(draw.choices(some, k=MAX_BYTES)))


def milliseconds(text: str) -> float:
    """How long one text takes."""
    took = []
    for _ in range(3):
        began = time.process_time()
        with suppress(QueryError):
            parse(text)
        took.append(time.process_time() - began)
    return min(took) * 1000


def _cut(text: str) -> str:
    return text.encode()[:MAX_BYTES].decode(errors="ignore")


def main() -> None:
    """Print the ten slowest, and the time that half of all stay below."""
    told = sorted((milliseconds(text), text) for text in texts())
    sys.stdout.writelines(f"{took:7.2f} ms  {text[:60]!r}\n" for took, text in reversed(told[-10:]))
    sys.stdout.write(f"{told[len(told) // 2][0]:7.2f} ms  the median of {len(told):,} texts\n")


if __name__ == "__main__":
    main()
