"""Found values beside labelled ones: what agrees, by the rules of the labels' README.

Sets (country, minister, topic ...) are compared value by value, names free of order and accents; single values by
equality; a statement's side and speaker for the sentence that begins as labelled. Score: of a set, F1, averaged
over readouts; of a single value and of statements, the share that is right.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]
Same = Callable[[str, str], bool]
SINGLE = ("date", "date_jst", "home", "type", "mode", "place", "duration")
SETS = ("country", "organisation", "minister", "counterpart", "topic")


@dataclass(frozen=True, slots=True)
class Error:
    """A value that is not as labelled: of a set, `found` are those too many, `labelled` those missed."""

    field: str
    id: str
    found: object
    labelled: object
    where: str = ""


@dataclass(slots=True)
class Tally:
    """What was counted for one field. scores: one a readout or sentence; hits, of found and of labelled values."""

    scores: list[float] = field(default_factory=list)
    hits: int = 0
    found: int = 0
    labelled: int = 0

    @property
    def score(self) -> float:
        """The mean score."""
        return sum(self.scores) / max(len(self.scores), 1)

    @property
    def precision(self) -> float:
        """Of all values found, how many are labelled."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of all values labelled, how many were found."""
        return self.hits / self.labelled if self.labelled else 1.0


def fields(labels: Iterable[Json], found: Mapping[str, Json]) -> tuple[dict[str, Tally], list[Error]]:
    """Every field of every labelled readout."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    errors: list[Error] = []
    for label in labels:
        readout = found[label["id"]]
        for name, right, got, wanted in _single(label, readout):
            tallies[name].scores.append(float(right))
            if not right:
                errors.append(Error(name, label["id"], got, wanted))
        for name, values, wanted_values, same in _sets(label, readout):
            missed = _missed(values, wanted_values, same)
            extra = _missed(wanted_values, values, lambda a, b, s=same: s(b, a))  # type: ignore[misc]
            hits = len(wanted_values) - len(missed)
            size = len(values) + len(wanted_values)
            tally = tallies[name]
            tally.scores.append(2 * hits / size if size else 1.0)
            tally.hits, tally.found, tally.labelled = (
                tally.hits + hits,
                tally.found + len(values),
                tally.labelled + len(wanted_values),
            )
            if missed or extra:
                errors.append(Error(name, label["id"], extra, missed))
    return dict(tallies), errors


def statements(labels: Sequence[Json], found: Mapping[str, Json]) -> tuple[dict[str, Tally], list[Error]]:
    """Sides, speakers, and false attributions: a side where the label has none, or the wrong single side."""
    tallies = {name: Tally() for name in ("side", "speaker", "false")}
    errors: list[Error] = []
    for at, label in enumerate(labels):
        twins = [one for one in labels if (one["id"], one["start"]) == (label["id"], label["start"])]
        before = sum(one is twin for one in labels[:at] for twin in twins)
        got = _statement(label, found[label["id"]]["statements"], before)
        side, wanted = (got.get("side") or "none"), label["side"]
        tallies["side"].scores.append(float(side == wanted))
        wrong = (side in {"home", "counterpart"} and side != wanted) or (side == "joint" and wanted == "none")
        tallies["false"].scores.append(float(wrong))
        if side != wanted:
            errors.append(Error("side", label["id"], side, wanted, label["start"]))
        if label.get("speaker") and label["speaker"] != "Reporter":
            speaker = (got.get("speaker") or {}).get("label") or ""
            right = same_name(speaker, label["speaker"])
            tallies["speaker"].scores.append(float(right))
            if not right:
                errors.append(
                    Error("speaker", label["id"], speaker or None, label["speaker"], label["start"])
                )
    return tallies, errors


def _statement(label: Json, found: Iterable[Json], before: int) -> Json:
    """The statement of a labelled sentence; of several in one sentence that of the labelled side, the next of them."""
    start = _words(label["start"])
    start = start[:-1] or start  # the last word is cut off
    begun = [one for one in found if _words(one["text"])[: len(start)] == start]
    if len(begun) < 2:
        return begun[0] if begun else {}
    exact = [one for one in begun if (one["side"] or "none") == label["side"]] or begun
    return exact[min(before, len(exact) - 1)]


def _single(label: Json, readout: Json) -> Iterable[tuple[str, bool, object, object]]:
    for name in ("date", "home", "type", "mode", "date_jst"):
        if label.get(name):
            yield name, readout.get(name) == label[name], readout.get(name), label[name]
    if place := label.get("place"):
        yield "place", fold(place) in fold(str(readout.get("place"))), readout.get("place"), place
    minutes = label.get("duration_accept") or ([label["duration_min"]] if label.get("duration_min") else [])
    if minutes:
        yield "duration", readout.get("duration_min") in minutes, readout.get("duration_min"), minutes


def _sets(label: Json, readout: Json) -> Iterable[tuple[str, list[str], list[str], Same]]:
    if label.get("country") is not None:
        passed_over = label.get("country_optional") or []
        codes = [code.upper() for code in _ids(readout.get("country")) if code.upper() not in passed_over]
        yield "country", codes, label["country"], _same
    if label.get("organisations"):
        yield "organisation", _labels(readout.get("organisation")), label["organisations"], _same
    others = label.get("name_alt") or {}
    for name in ("minister", "counterpart"):
        if label.get(name) is not None:
            yield (
                name,
                _labels(readout.get(name)),
                label[name],
                lambda a, b: any(same_name(a, c) for c in (b, *others.get(b, []))),
            )
    if label.get("topic") is not None:
        arguable = {*(label.get("topic_maybe") or []), *(label.get("topic_optional") or [])}
        wanted = [t for t in label["topic"] if not t.startswith("x-") and t not in arguable]
        got = [t for t in _ids(readout.get("topic")) if t in wanted or t not in {*arguable, *label["topic"]}]
        yield "topic", got, wanted, _same


def _missed(found: Iterable[str], wanted: Iterable[str], same: Same) -> list[str]:
    """Those wanted that no found one is, each found one used once."""
    left = list(wanted)
    for one in found:
        hit = next((value for value in left if same(one, value)), None)
        if hit is not None:
            left.remove(hit)
    return left


def same_name(one: str, other: str) -> bool:
    """Whether two names are one: the words of one are among those of the other, two at least where there are two."""
    a, b = _name(one), _name(other)
    return bool(a and b) and (a <= b or b <= a) and len(a & b) >= min(2, len(a), len(b))


def fold(text: str) -> str:
    """Text without case and accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def _same(one: str, other: str) -> bool:
    return fold(one) == fold(other)


def _name(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z']{2,}", fold(text).replace("’", "'")))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _ids(values: Iterable[Json] | None) -> list[str]:
    return [value["id"] for value in values or ()]


def _labels(values: Iterable[Json] | None) -> list[str]:
    return [value.get("label") or value["id"] for value in values or ()]
