"""What may have been meant by a query that could not be read."""

from searchapp.errors import QueryError

_REMEDIES = ("Did you mean ", "Close it: ", "Without it: ", "Turned round: ")  # of hints that end in a query


def mended(error: QueryError, text: str) -> list[str]:
    """The hint's own query, the wrong place mended, left out, or without quotes and brackets; none may be readable."""
    start, end = error.span
    wrong, rest = text[start:end], f"{text[:start]} {text[end:]}".strip()
    mended = []
    for opening in _REMEDIES:
        if error.hint.startswith(opening):
            fixed = error.hint.removeprefix(opening)
            mended.append(
                fixed
                if opening in {"Close it: ", "Without it: "} or not rest
                else f"{text[:start]}{fixed.removeprefix(text[:start])}"
            )
    if error.kind == "bad-date" and ":" in wrong:
        field, _, day = wrong.partition(":")
        mended += [f"{text[:start]}{field}:{day[:cut]}{text[end:]}" for cut in (7, 4) if len(day) > cut]
    mended += [
        rest,
        " ".join(part for part in text.replace('"', " ").replace("(", " ").replace(")", " ").split()),
    ]
    return list(dict.fromkeys(candidate for candidate in mended if candidate.strip() and candidate != text))
