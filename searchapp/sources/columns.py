"""What the columns of a table mean: by their names, or as the mapping file beside the table says.

`name.csv.toml` beside `name.csv`:

    delimiter = ";"                      # of a CSV file; else the one that its head has most of

    [columns]                            # ours = theirs; the others go by their own names
    text = ["Summary", "Body"]           # several become one text, in this order
    date = "Day"
    id = ""                              # there is no such column

    [values]                             # the same in every row that does not say otherwise
    home = "JP"
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from searchapp.errors import SourceError
from searchapp.sources.source import KEYS

SIDECAR = ".toml"
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Columns:
    """text: the columns that hold the text. of: a key of front matter -> the column that holds it. values: what
    holds for every row. delimiter: between cells; None: to be found."""

    text: tuple[str, ...] = (TEXT,)
    of: Mapping[str, str] = field(default_factory=lambda: {key: key for key in KEYS})
    values: Mapping[str, str | list[str]] = field(default_factory=dict)
    delimiter: str | None = None


def columns(path: str, sidecar: bytes | None) -> Columns:
    """The columns of a table, by the bytes of its mapping file; raises SourceError for one that cannot be used."""
    if sidecar is None:
        return Columns()
    place = f"{path}{SIDECAR}"
    try:
        told = tomllib.loads(sidecar.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(place, f"it is no TOML: {error}.") from error
    if unknown := told.keys() - {"delimiter", "columns", "values"}:
        raise SourceError(
            place, f"there is no “{min(unknown)}”. Use delimiter, and the tables [columns] and [values]."
        )
    delimiter = told.get("delimiter")
    if delimiter is not None and not (isinstance(delimiter, str) and len(delimiter) == 1):
        raise SourceError(place, 'delimiter is one character, such as ";".')
    ours = _table(place, "columns", told.get("columns", {}), {*KEYS, TEXT})
    text = ours.pop(TEXT, TEXT)
    for key, column in ours.items():
        if not isinstance(column, str):
            raise SourceError(place, f'{key} is held by one column. Write {key} = "{column[0]}".')
    return Columns(
        (text,) if isinstance(text, str) else tuple(text),
        {key: str(ours.get(key, key)) for key in KEYS if ours.get(key) != ""},
        _table(place, "values", told.get("values", {}), set(KEYS) - {"id"}),
        delimiter,
    )


def _table(place: str, name: str, table: object, keys: set[str]) -> dict[str, str | list[str]]:
    if not isinstance(table, dict):
        raise SourceError(
            place, f'{name} is a table. Write [{name}], and below it lines such as date = "Day".'
        )
    for key, value in table.items():
        if key not in keys:
            raise SourceError(
                place, f"[{name}] there is no key “{key}”. Use one of {', '.join(sorted(keys))}."
            )
        several = isinstance(value, list) and value and all(isinstance(one, str) for one in value)
        if not isinstance(value, str) and not several:
            raise SourceError(place, f"[{name}] {key} must be a text or a list of texts.")
    return dict(table)
