"""Patterns that are looked for only in a text that has one of their words: most have none, and that is soon told."""

import re
from collections.abc import Iterable


class Worded:
    """A pattern, case aside. words: in lower case, of which one stands in all that the pattern finds."""

    def __init__(self, pattern: str, words: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> None:
        self.pattern = re.compile(pattern, flags | re.IGNORECASE)
        self.words = tuple(words)

    def may_stand_in(self, text: str) -> bool:
        """Whether a text has one of the words."""
        low = text.lower()
        for word in self.words:  # noqa: SIM110 (any() with a generator takes twice as long)
            if word in low:
                return True
        return False

    def match(self, text: str) -> re.Match[str] | None:
        """The pattern at the beginning of a text."""
        return self.pattern.match(text) if self.may_stand_in(text) else None

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first place from a character on."""
        return self.pattern.search(text, start) if self.may_stand_in(text) else None
