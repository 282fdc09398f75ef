"""A sign of comparison before a field's value, which other search engines know: what it is here."""

import re

from searchapp.schema import FIELDS

SIGNED = re.compile(r"(=?[<>!≤≥][<>=!≤≥]*)(.*\w.*)")
_SINCE = {">=", "=>", "≥"}
_UNTIL = {"<=", "=<", "≤"}


def meant(name: str, sign: str, value: str) -> str:
    """What was meant by NAME:SIGN VALUE, as it is typed here."""
    if sign.startswith("!"):
        return f"-{name}:{value}"
    if FIELDS[name].kind != "date" or name in {"before", "after"}:
        return f"{name}:{value}"
    if sign in _SINCE:
        return f"{name}:{value}.."
    if sign in _UNTIL:
        return f"{name}:..{value}"
    return f"{'after' if sign.startswith('>') else 'before'}:{value}"
