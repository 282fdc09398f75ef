"""What stands side by side in a query when some of it is said by somebody: `said:home "rule of law" date:2023`."""

from searchapp.query import And, Every, Field, Not, Or, Query, Saying, all_of


class Group:
    """What stands side by side: each saying with the words that follow it, all else where it stands."""

    def __init__(self) -> None:
        self.parts: list[Query] = []
        self.scope: Saying | None = None  # the saying that takes what follows; its place is `place`
        self.place = 0
        self.words: list[Query] = []

    def say(self, saying: Saying) -> None:
        """Begin a saying, or add to one that has no words yet."""
        if (
            (old := self.scope)
            and not self.words
            and old.scope[0].name != saying.scope[0].name
            and len(old.scope) == 1
        ):
            self.scope = Saying(old.scope + saying.scope, Every(), (old.span[0], saying.span[1]))
            return
        self.close()
        self.scope, self.place = saying, len(self.parts)
        self.parts.append(saying)

    def add(self, part: Query) -> bool:
        """Put a part where it belongs; False for one that mixes words and fields behind a saying."""
        inner = part.parts if isinstance(part, And) and self.scope else (part,)
        kinds = [holds(one) for one in inner]
        if self.scope and (True, True) in kinds:
            return False
        for one, (words, _) in zip(inner, kinds, strict=True):
            (self.words if self.scope and words else self.parts).append(one)
        return True

    def close(self) -> None:
        """Put the saying that is open in its place."""
        if self.scope:
            self.parts[self.place] = Saying(self.scope.scope, all_of(self.words), self.scope.span)
        self.scope, self.words = None, []

    def made(self) -> list[Query]:
        """All of it."""
        self.close()
        return self.parts


def holds(query: Query) -> tuple[bool, bool]:
    """Whether a query holds words outside fields, and whether it holds fields or sayings."""
    match query:
        case And(parts) | Or(parts):
            some = [holds(part) for part in parts]
            return any(words for words, _ in some), any(fields for _, fields in some)
        case Not(part):
            return holds(part)
        case Field() | Saying():
            return False, True
        case Every():
            return False, False
        case _:
            return True, False
