"""How a readout is cited: as plain text, for BibTeX, and for reference managers that read RIS.

Beside the usual facts a citation names what was read: the digest of the source file, the generation of the index
and, where there was one, the query. A readout's address is made of its id and survives every rebuild.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from searchapp.period import MONTHS, Period
from searchapp.readout import Readout
from searchapp.schema import TYPES

_SUMMARISED = {"meeting": "a meeting", "call": "a call"}  # other types are the text itself
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, whatever stands before them
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{sign: f"\\{sign}" for sign in "$&#%_"},
}
_SPACE = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says. address: of the readout's page, absolute; accessed: the day on which it was read;
    generation: of the index that it was read from; query: the one by which it was found, as typed."""

    readout: Readout
    address: str
    accessed: date
    generation: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of citation: how it is called, the ending of its file, its media type, and what writes it."""

    label: str
    suffix: str
    mimetype: str
    write: Callable[[Citation], str]


def plain(cited: Citation) -> str:
    """One line of text: Japan, “Japan-Mexico Relations” (readout of a meeting), New York, 21 September 2023, ..."""
    one = cited.readout
    title = f"“{_line(one.title)}” ({_kind(one)})"
    facts = [one.home.label if one.home else "", title, one.place or "", _spoken(one.date)]
    told = ", ".join(_line(fact) for fact in facts if fact)
    source = f" {url}." if (url := _line(one.source.url or "")) else ""
    return f"{told}.{source} Read on {_day(cited.accessed)} at {cited.address}. {_read(cited)}"


def bibtex(cited: Citation) -> str:
    """A BibTeX entry; its key is the readout's id. Specials of LaTeX are escaped, but in addresses, which are verbatim."""
    one = cited.readout
    fields = {
        "author": f"{{{_latex(one.home.label)}}}" if one.home else "",
        "title": f"{{{_latex(one.title)}}}",
        **_bibtex_day(one.date),
        "address": _latex(one.place or ""),
        "howpublished": _latex(_kind(one).capitalize()),
        "url": _address(cited.address),
        "urldate": cited.accessed.isoformat(),
        "language": _latex(one.lang),
        "note": _latex(" ".join(part for part in (_source(one), _read(cited)) if part)),
    }
    lines = [
        f"  {name} = {{{value}}}," if name != "month" else f"  month = {value},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join((f"@misc{{{one.id},", *lines, "}", ""))


def ris(cited: Citation) -> str:
    """A RIS record: a tag a line, none of them broken by what a value holds, ended as RIS has it."""
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in _ris(cited))


FORMS: Mapping[str, Form] = {
    "text": Form("Plain text", ".txt", "text/plain", plain),
    "bibtex": Form("BibTeX", ".bib", "application/x-bibtex", bibtex),
    "ris": Form("RIS", ".ris", "application/x-research-info-systems", ris),
}


def _ris(cited: Citation) -> Iterator[tuple[str, str]]:
    one, day = cited.readout, cited.readout.date
    yield "TY", "GOVDOC"
    yield "ID", one.id
    if one.home:
        yield "AU", one.home.label
    yield "TI", one.title
    if day:
        month = f"{day.first.month:02}" if _has_month(day) else ""
        yield "PY", str(day.first.year)
        yield "DA", f"{day.first.year}/{month}/{f'{day.first.day:02}' if day.first == day.last else ''}/"
    if one.place:
        yield "CY", one.place
    yield "M3", _kind(one).capitalize()
    yield from (("KW", topic.label) for topic in one.topic)
    yield "LA", one.lang
    yield "UR", _address(cited.address)
    yield "Y2", f"{cited.accessed:%Y/%m/%d}/"
    if source := _source(one):
        yield "N1", source
    yield "N1", _read(cited)
    yield "ER", ""


def _kind(one: Readout) -> str:
    if one.type in _SUMMARISED:
        return f"readout of {_SUMMARISED[one.type]}"
    return "readout" if one.type == "other" else TYPES.get(one.type, one.type).lower()


def _read(cited: Citation) -> str:
    found = f", found by the query {_line(cited.query)}" if cited.query.strip() else ""
    return f"SHA-256 of the source {cited.readout.digest}; index generation {cited.generation}{found}."


def _source(one: Readout) -> str:
    return _line(f"{one.note or 'Published'} {one.source.url}" if one.source.url else one.note or "")


def _bibtex_day(day: Period | None) -> dict[str, str]:
    if day is None:
        return {}
    made = {"year": str(day.first.year)}
    if _has_month(day):
        made["month"] = MONTHS[day.first.month][:3].lower()
    if day.first == day.last:
        made["day"] = str(day.first.day)
    return made


def _has_month(day: Period) -> bool:
    return (day.first.year, day.first.month) == (day.last.year, day.last.month)


def _spoken(day: Period | None) -> str:
    return day.spoken if day else ""


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def _line(text: str) -> str:
    """A text on one line, without control characters."""
    return _SPACE.sub(" ", text).strip()


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in _line(text))


def _address(url: str) -> str:
    """An address that no reader of the entry takes for its end."""
    return quote(_line(url), safe="%/:?#[]@!$&'()*+,;=-._~")
