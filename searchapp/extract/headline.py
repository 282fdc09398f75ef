"""A headline for a readout: its title, or where that says nothing, who met whom and when."""

import re
from collections.abc import Sequence

from searchapp.period import Period
from searchapp.readout import Entity

_GENERIC = re.compile(
    r"(?:[\w.’' -]+[-–‑][\w.’' -]+\s+)?relations|press (?:conferences?|releases?|statements?|briefings)|media (?:cent(?:er|re)|briefings)|newsroom|news|what[’']s new|statements?|remarks|speeches|readouts?"
    r"|(?:joint )?(?:press )?(?:statement|communiqu[ée])|media (?:note|release)s?|(?:foreign ministers?[’']? )?meetings?|(?:tele)?phone (?:calls?|talks?)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(  # countries that English names with an article
    r"United|Republic|Democratic Republic|Dominican Rep|Central African|Czech Rep|Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Holy See|.* Islands$"
)
_LONG = 120  # characters from which a title says something
_SHOWN = 3


def is_generic(title: str) -> bool:
    """Whether a title would fit hundreds of readouts: "Japan-Mexico Relations", "Press Conferences"."""
    return len(title) < _LONG and bool(_GENERIC.fullmatch(title.strip()))


def headline(
    title: str, subtitle: str | None, kind: str, ministers: Sequence[Entity], counterparts: Sequence[Entity],
    countries: Sequence[Entity], day: Period | None,
) -> str:  # fmt: skip
    """The title, or for a generic one: "Kamikawa Yoko meets Alicia Bárcena Ibarra of Mexico, 21 September 2023"."""
    if not is_generic(title):
        return title
    when = f", {day.spoken}" if day else ""
    if ministers and (counterparts or countries):
        whom = _names(counterparts) if counterparts else ""
        of = _of(countries) if countries else ""
        other = f"{whom} of {of}" if whom and of else whom or of
        return f"{_names(ministers)} {_deed(kind, bool(counterparts))} {other}{when}"
    if subtitle:
        return subtitle if day and str(day.first.year) in subtitle else subtitle + when
    who = f": {_names(ministers)}" if ministers else ""
    return f"{title}{who}{when}"


def _deed(kind: str, with_someone: bool) -> str:
    if kind == "call":
        return "speaks by telephone with"
    return "meets" if kind in {"meeting", "other"} and with_someone else "on" if not with_someone else "with"


def _of(countries: Sequence[Entity]) -> str:
    """Countries as a sentence names them: the United States, Peru."""
    return _names([Entity(c.id, f"the {c.label}" if _ARTICLE.match(c.label) else c.label) for c in countries])


def _names(entities: Sequence[Entity]) -> str:
    shown = [entity.label for entity in entities[:_SHOWN]]
    if len(entities) > _SHOWN:
        return ", ".join(shown) + f" and {len(entities) - _SHOWN} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
