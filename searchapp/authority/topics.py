"""Topics and organisations: ids with their names, and for topics the cues that tell of them."""

from dataclasses import dataclass
from functools import cached_property

from searchapp.authority.files import Entry, texts


@dataclass(frozen=True)
class Topic:
    """A topic. names: true synonyms; cues: words that show it is dealt with; weak: cues that count only
    together or repeated; exclusions: longer phrases in which a cue inside does not count; party: the country
    that the topic is, and that is none where it takes part."""

    id: str
    label: str
    names: tuple[str, ...]
    cues: tuple[str, ...]
    weak: tuple[str, ...]
    exclusions: tuple[str, ...]
    party: str = ""

    @cached_property
    def folded_names(self) -> frozenset[str]:
        """The names in lower case."""
        return frozenset(name.lower() for name in self.names)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An international body, under its names."""

    id: str
    label: str
    names: tuple[str, ...]


def topic(entry: Entry) -> Topic:
    """A [[topic]] table as a value."""
    label = str(entry.get("label") or entry["id"])
    return Topic(
        entry["id"],
        label,
        texts(entry, "names"),
        texts(entry, "cues"),
        texts(entry, "weak"),
        texts(entry, "not"),
        str(entry.get("party", "")),
    )


def organisation(entry: Entry) -> Organisation:
    """An [[organisation]] table as a value."""
    label = str(entry.get("label") or entry["id"])
    return Organisation(entry["id"], label, tuple(dict.fromkeys((label, *texts(entry, "names")))))
