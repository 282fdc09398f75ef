"""What can go wrong, one class a case; each message names the remedy.

SearchAppError
├── SourceError        a file that cannot be read as a readout (collected, never fatal)
├── QueryError         a query that cannot be read: the place, and what would work
├── AuthorityError     an authority file with a wrong entry
├── CorrectionsError   a file of corrections that cannot be used
├── IndexMissingError  no index where one was asked for
├── IndexBusyError     a second writer
├── IndexDamagedError  a file of a generation is not what was written
│   └── IndexVersionError  an index that another version of searchapp made
├── GenerationGoneError  a generation that was named is no longer there
├── EngineError        a server that keeps the index cannot be used as it is
├── EffortError        a search that looks at too much
├── ExtraMissingError  a library that is an extra is not installed
├── ReadoutMissingError  no readout with that id
├── EntityMissingError   no country, person, topic ... with that id
└── SourceTextError    the file that a readout was read from cannot be shown
"""

from pathlib import Path

from searchapp.readout import Entity


class SearchAppError(Exception):
    """The base of every error that a user may see; `exit_status` is the command line's."""

    exit_status = 1


class SourceError(SearchAppError):
    """A source file that cannot become a readout; `reason` says why, without the path."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")

    @classmethod
    def of_ours(cls, path: str, error: Exception) -> "SourceError":
        """A file on which we fail: the fault is ours, and the other files are read."""
        reason = f"searchapp fails on it ({type(error).__name__}: {error}). Take it out, and send it to us."
        return cls(path, reason)

    def __reduce__(self) -> tuple[type["SourceError"], tuple[str, str]]:
        """Cross from a reading process to the building one whole."""
        return SourceError, (self.path, self.reason)


class QueryError(SearchAppError):
    """A query that cannot be read.

    kind: one of unbalanced, unknown-field, unknown-value, bad-date, bad-range, empty-value, too-long,
    too-deep, too-many, bad-operator, bad-wildcard, bad-parameter, bad-cursor,
    too-costly.
    span: characters of the query as typed, [start, end). hint: a query or form that would work.
    """

    exit_status = 2

    def __init__(self, kind: str, message: str, span: tuple[int, int], hint: str) -> None:
        self.kind, self.message, self.span, self.hint = kind, message, span, hint
        super().__init__(f"{message} {hint}")


class AuthorityError(SearchAppError):
    """An entry of an authority file that cannot be used."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class CorrectionsError(SearchAppError):
    """A file of corrections, or a correction, that cannot be used."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file}: {reason}")


class IndexMissingError(SearchAppError):
    """There is no index in this folder yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"No index in {folder}. Build one: searchapp rebuild SOURCE --index {folder}")


class IndexBusyError(SearchAppError):
    """Another process is writing to this index."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Another searchapp is writing to {folder}. Searching goes on meanwhile; "
            "wait until it has finished, then run this again."
        )


class IndexDamagedError(SearchAppError):
    """A file of the index is missing or not as it was written."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"{path}: {reason}. The sources are untouched; make the index again: searchapp rebuild SOURCE"
        )


class IndexVersionError(IndexDamagedError):
    """The index was made by another version of searchapp, earlier or later. found, wanted: numbers of its format."""

    def __init__(self, path: Path, found: object, wanted: int) -> None:
        super().__init__(
            path,
            f"the index was made by another version of searchapp: it has format {found}, and this one reads {wanted}",
        )


class GenerationGoneError(SearchAppError):
    """The generation that was asked for has been replaced, and the one after it too."""

    def __init__(self, generation: str) -> None:
        self.generation = generation
        super().__init__(
            f"The index has been rebuilt since, and the generation {generation} is gone. "
            "Start the list again from its first page."
        )


class EngineError(SearchAppError):
    """A server that keeps the index cannot be reached, refuses, or is not what we need; the message says what to do."""


class EffortError(SearchAppError):
    """A search that would look at so much of the index that others would have to wait."""

    exit_status = 2
    message = "This search looks at too much: its wildcards, or its common words together, stand in nearly every readout."
    hint = "Add a rarer word, write out more of a word before its *, or ask for less at once: fewer words, fewer readouts on a page."

    def __init__(self) -> None:
        super().__init__(f"{self.message} {self.hint}")


class ExportsError(SearchAppError):
    """As many exports are under way as a server allows at once; seconds: after which it is worth asking again."""

    seconds = 5
    message = "Others are taking exports, as many as may be taken at once."
    hint = "Wait a little and ask again, or take less: narrow the search."

    def __init__(self) -> None:
        super().__init__(f"{self.message} {self.hint}")


class ReadoutMissingError(SearchAppError):
    """No readout has this id."""

    def __init__(self, id_: str, nearest: str | None = None) -> None:
        self.id, self.nearest = id_, nearest
        near = f" The nearest is {nearest}." if nearest else ""
        super().__init__(f"No readout has the id {id_!r}.{near}")


class ExtraMissingError(SearchAppError):
    """A library that only one command or format needs is not installed."""

    def __init__(self, doing: str, package: str, extra: str) -> None:
        super().__init__(f"{doing} needs {package}. Install it: pip install 'searchapp[{extra}]'")


class SourceTextError(SearchAppError):
    """The source text of a readout cannot be shown: its file is gone, or no longer the one that was read."""

    def __init__(self, id_: str, reason: str) -> None:
        super().__init__(
            f"The source text of {id_} cannot be shown: {reason.rstrip('.')}. "
            "The passages are in the index as they were read. To read the file again: searchapp index"
        )


class EntityMissingError(SearchAppError):
    """Neither the collection nor the authority files know this id.

    kind: of the page that was asked for; nearest: an entity of that kind which the collection has.
    """

    def __init__(self, kind: str, called: str, id_: str, nearest: Entity | None = None) -> None:
        self.kind, self.id, self.nearest = kind, id_, nearest
        near = f" The nearest is {nearest.label}: {nearest.id}." if nearest else ""
        super().__init__(f"No {called} has the id {id_!r}.{near}")
