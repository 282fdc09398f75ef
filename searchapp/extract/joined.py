"""Countries and bodies that a title or an opening joins to the talks without naming anyone.

"Japan-Mexico Relations", "Call with French and UK Counterparts", "the Foreign Ministers of Australia, India and Japan met",
"endorsed by 93 countries: ...", "will meet with officials from the Saudi Government". A place where people meet is no party.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.authority import Found
from searchapp.extract.kind import Kind
from searchapp.extract.layout import Block
from searchapp.extract.naming import Naming
from searchapp.extract.sentences import first_sentence, sentences
from searchapp.extract.worded import Worded

_ABOUT = re.compile(
    r"\b(?:on|about|for|regarding|concerning|toward|towards|in|against|from|as|over|near|at|of)\s+(?:the\s+)?(?:(?:[Ss]ituation|[Ww]ar|[Cc]risis|[Dd]evelopments|[Cc]onflict|[Pp]eace|[Ff]uture|[Pp]eople|Government|Coup|Earthquake|Events)\s+(?:in|of)\s+)?(?:the\s+)?$"
)
_BETWEEN = re.compile(
    r"^(?:[\s,’']|s\b|and\b|the\b|of\b|as\b|well\b|&|\(\w+\)|Governments?\b|Republic\b|Kingdom\b|Ministers?\b|Foreign\b|for\b|Affairs\b|High\b|Representatives?\b|on\b|behalf\b|States?\b|State\b|Secretary\b)+$"
)
_OFFICIALS = (
    r"(?:counterparts?|(?:foreign|prime|defen[cs]e|trade|finance|economic|vice|deputy|deputy foreign)?\s*ministers?|secretar(?:y|ies)(?: of state)?|presidents?|officials?|leaders|leadership|"
    r"representatives?|ambassadors?|governments?|authorities|delegations?|civil society(?: \w+)*|members of (?:the )?\w+|chancellors?|interlocutors|envoys?|stakeholders|parliamentarians|heads of (?:state|government)|sides?)"
)
_THEIR = re.compile(
    rf"^(?:[’']s?)?(?:\s+\([A-Z]+\))?\s+(?:(?:[a-z-]+|[A-Z][\w-]+)\s+){{0,3}}?{_OFFICIALS}\b", re.IGNORECASE
)
_OFFICIALS_OF = re.compile(
    rf"\b{_OFFICIALS}(?:\s+and\s+{_OFFICIALS})?(?:\s+(?:of|for)\s+[\w\s]{{3,40}}?)?\s+(?:of|from)\s+(?:the\s+)?(?:(?:governments?|republic|kingdom|countries|states?)\s+of\s+(?:the\s+)?)*$",
    re.IGNORECASE,
)
_ISSUED_BY = re.compile(
    r"(?:\b(?:issued|released|made|adopted|endorsed|supported|signed|joined|agreed|welcomed) by\b|\bon behalf of\b|\bbetween\b|\bamong\b|\bcountries:|\bmembers:|\bparticipants:|\bstatement (?:by|from|of)\b)[^.;]{0,60}$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^(?:(?:we|today|yesterday|earlier|representatives?|the|on|\w{3,6}day|begin text|officials|ministers|\d{1,2}\b|january|february|march|april|may|june|july|august|september|october|november|december|\d{4}\b|in \w+)[\s,:.]*)*$",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"^[^.;:]{0,120}?\b(?:met|held|announce[ds]?|issued?|reaffirm\w*|welcome[ds]?|express\w*|condemn\w*|launched|convened|gathered|affirm\w*|join(?:ed)?|recogni[sz]e[ds]?|underscore[ds]?|adopted|signed|completed|are|have|call|stand|commit\w*|endorse[ds]?)\b"
)
_READ = 12_000  # characters of a paragraph, as in `mentions`
_LISTS = Worded(
    r"\b(?:endorsed|joined|supported|co-?sponsored|signed|issued) by\b|\bcountries:", ("d by", "countries:")
)
_WITH = re.compile(
    r"\b(?:met|meets?|meeting|spoke|speaks?|spoken|speak|talks|consultations|discussions|conversation|calls?|consult|engage|dialogue|held\b[^.;]{0,60})\s+(?:\w+\s+){0,3}?(?:with|to)\b|\b(?:hosted(?! by)|hosts|received|welcomed|meets|met)\b",
    re.IGNORECASE,
)
_MATTER = re.compile(
    r"\bto (?!meet|the\b|his\b|her\b)[a-z]+\b|\bregarding\b|\bconcerning\b|\babout\b|\bwhere\b|\bon (?:the )?(?!margins)[A-Z][a-z]+[’']s\b"
)
_WITH_THOSE = re.compile(r"\b[Ww]ith\b[^,;:]*\b(?:of|from)\s+(?:the\s+)?$")
_INCLUDING = re.compile(
    r"\b(?:counterparts|countries|ministers|nations|partners)\b[^.;]{0,60}\b(?:including|such as|namely|:)\s+(?:the\s+)?$"
)
_STATEMENT_BY = re.compile(
    r"\b(?:statements?|communiqu[eé]|declaration|readout|release)\s+(?:by|from|of|between|among)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"\b(?:call|urg|welcom|condemn|support|are|have|remain|reaffirm|express|stand|thank|commend|reiterat|not|encourag)\w*\b"
)
_POSTED = re.compile(
    r"\b(?:Mission|Embassy|Consulate(?: General)?|Tri-Mission)(?: (?:in|to))?\s*$|\b[Hh]osted by (?:the )?(?:Government of )?(?:the )?$"
)  # of the issuer, abroad; or only the host
_JOINING = {"call", "meeting", "joint-statement"}
_TITLE_JOINS = re.compile(
    r"\b(?:meeting|call|talks|conversation|meets?|speaks?|spoke|consultations|dialogue|lunch|dinner) (?:\w+ ){0,2}?(?:with|between|to)\b",
    re.IGNORECASE,
)
_TITLE_GOES = re.compile(r"\b(?:travels?|visits?|trip|returns)\b", re.IGNORECASE)
_TITLE_GREETS = re.compile(
    r"\b(?:national|independence|constitution|republic|bastille|australia|canada|unity|liberation|statehood|revolution|flag|unification|waitangi|sovereign’?s|king’?s|federal) day\b|\banniversary of (?:the )?independence\b|\bnowruz\b",
    re.IGNORECASE,
)
_DESTINATION = re.compile(
    r"\b(?:travel(?:s|ed|led|ling|ing)?|trip|visit(?:s|ed|ing)?|arriv(?:es|ed|ing)|return(?:s|ed|ing)?|delegation)\s+(?:\w+\s+)?(?:to|in)?\b",
    re.IGNORECASE,
)
_INTERNAL = re.compile(
    r"\binternal meetings\b|\bU\.S\. (?:Embassy|Consulate|Mission)\b|\bconsulate general\b", re.IGNORECASE
)
_REACH = 300  # characters before and behind a name that a rule looks at
_SENTENCE = 3_000  # characters of a sentence; the longest list of the world's countries takes 2,000
_LIST_READ = 4  # first paragraphs in which countries are listed


@dataclass(frozen=True, slots=True)
class Joined:
    """A country or body joined to the talks: its id, by which words, where in the source."""

    id: str
    body: bool
    rule: str
    span: tuple[int, int]


def joined(naming: Naming, kind: Kind) -> list[Joined]:
    """The countries and bodies that title and opening join, home among them, in order; one may come twice."""
    title = next((b for b in naming.blocks if b.kind == "title"), None)
    found = list(_in_title(naming, kind, title)) if title else []
    return [*found, *_in_text(naming, kind, title)]


def _named(naming: Naming, text: str, at: int) -> list[tuple[Found, bool]]:
    """Countries and bodies in a text that begins at a character of the source, in order, each with whether it is a
    body; none inside a body's name."""
    bodies = naming.seen.bodies(text, at)
    places = [
        p for p in naming.seen.countries(text, at) if not any(b.start <= p.start < b.end for b in bodies)
    ]
    return sorted([(p, False) for p in places] + [(b, True) for b in bodies], key=lambda one: one[0].start)


def _runs(text: str, named: list[tuple[Found, bool]]) -> Iterator[list[tuple[Found, bool]]]:
    """Neighbours in a list: "Australia, India and the Republic of Korea"."""
    run: list[tuple[Found, bool]] = []
    for one in named:
        if run and _BETWEEN.match(text[run[-1][0].end : one[0].start]):
            run.append(one)
            continue
        if run:
            yield run
        run = [one]
    if run:
        yield run


def _made(one: tuple[Found, bool], rule: str, offset: int) -> Joined:
    found, body = one
    return Joined(found.ids[0], body, rule, (offset + found.start, offset + found.end))


# ---- the title


def _in_title(naming: Naming, kind: Kind, title: Block) -> Iterator[Joined]:
    text = title.text
    named = _named(naming, text, title.start)
    if kind.type == "joint-statement":
        yield from _issuing(text, named, title.start)
    if not named or not _title_tells(kind, text, named):
        for run in _runs(text, named):
            if re.search(r"\b[Ww]ith\s+$", text[: run[0][0].start]) and _THEIR.match(text[run[-1][0].end :]):
                yield from (_made(one, "the title", title.start) for one in run)
        return
    charges = [(m.start, m.name_start) for m in naming.of(title)]
    for run in _runs(text, named):
        first = run[0][0]
        if _POSTED.search(text[: first.start]):
            continue
        before = text[: first.start]
        met = _is_of_officials(before) or _WITH_THOSE.search(before)
        if _ABOUT.search(before) and not met and not re.search(r"\bcounterparts?\b", text[first.end :]):
            continue
        for one in run:
            in_office = any(s <= title.start + one[0].start < e for s, e in charges)
            if not in_office or _TITLE_GOES.search(text[: one[0].start]):
                yield _made(one, "the title", title.start)


def _title_tells(kind: Kind, text: str, named: list[tuple[Found, bool]]) -> bool:
    """Whether a title names parties: talks, a pair of countries, a trip or a greeting to a country."""
    pair = len(named) > 1 and re.fullmatch(r"\s?[-–‑/]\s?", text[named[0][0].end : named[1][0].start])
    goes = kind.type != "press-conference" and _TITLE_GOES.search(text)
    return bool(
        kind.type in {"call", "meeting"}
        or pair
        or _TITLE_JOINS.search(text)
        or goes
        or _TITLE_GREETS.search(text)
    )


def _issuing(text: str, named: list[tuple[Found, bool]], offset: int) -> Iterator[Joined]:
    """Those behind "Joint Statement by (from, of) A, B and C on ...", up to its matter."""
    found = _STATEMENT_BY.search(text)
    if not found:
        return
    end = re.search(
        r"\b(?:on|regarding|concerning|about|following|to|[A-Z][a-z]+ing)\b|[:–—]", text[found.end() :]
    )
    cut = found.end() + end.start() if end else len(text)
    for one in named:
        if found.end() <= one[0].start < cut:
            yield _made(one, "the title", offset)


# ---- the text


def _in_text(naming: Naming, kind: Kind, title: Block | None) -> Iterator[Joined]:
    trip = kind.type == "other" and title is not None and bool(_TITLE_GOES.search(title.text))
    number = 0
    for block in naming.blocks:
        if block.kind not in {"paragraph", "notice", "item", "byline", "heading"} or block.speaker:
            continue
        if number >= (12 if trip else _LIST_READ):
            return
        raw = naming.text[block.start : min(block.end, block.start + _READ)].replace("\n", " ")
        everyone = _named(naming, raw, block.start)
        for position, (start, end) in enumerate(sentences(raw) if everyone else ()):
            named = [
                (one._replace(start=one.start - start, end=one.end - start), body)
                for one, body in everyone
                if start <= one.start < min(end, start + _SENTENCE)
            ]
            if not named:
                continue
            at, sentence = block.start + start, raw[start : min(end, start + _SENTENCE)]
            opening = number == 0 and position == 0
            if kind.type != "press-conference":
                yield from _listed(sentence, named, at, kind, opening=opening)
            if opening or trip:
                yield from _met(sentence, named, at)
        if block.kind in {"paragraph", "item"}:
            number += 1
    if trip and title:
        yield from _destinations(naming, title)


def _listed(
    text: str, named: list[tuple[Found, bool]], offset: int, kind: Kind, *, opening: bool
) -> Iterator[Joined]:
    """Lists of those who issue, endorse or meet: "We, the Foreign Ministers of A, B and C"."""
    for run in _runs(text, named):
        before, after = _around(text, run)
        many = len(run) > 1
        if _LISTS.search(before) and len(run) > 2:
            rule = "the list of countries that joined"
        elif kind.type not in _JOINING:
            continue
        elif (
            _is_of_officials(before)
            and (opening or before.startswith(("We ", "We, ")))
            and not _SPEAKS.search(before)
            and (many or "we" in before.lower().split()[:1])
        ):
            rule = "whose ministers met or speak"
        elif (
            kind.type == "joint-statement"
            and many
            and (_ISSUED_BY.search(before) or (_OPENS.match(before) and _ACTS.match(after)))
        ):
            rule = "who speaks in the joint statement"
        else:
            continue
        for one in run:
            yield _made(one, rule, offset)


def _met(text: str, named: list[tuple[Found, bool]], offset: int) -> Iterator[Joined]:
    """Unnamed officials who are met: "with his French and German counterparts", "with officials from Peru"."""
    for verb in _WITH.finditer(text):
        matter = _MATTER.search(text, verb.end())
        cut = min(matter.start() if matter else len(text), verb.end() + _REACH)
        here = [one for one in named if verb.end() <= one[0].start < cut]
        for run in _runs(text, here):
            before, after = _around(text, run)
            if (
                _THEIR.match(after)
                or _INCLUDING.search(before)
                or _is_of_officials(before)
                or (run[0][1] and _is_with(before))
            ):
                for one in run:
                    yield _made(one, "whose officials are met", offset)


def _around(text: str, run: list[tuple[Found, bool]]) -> tuple[str, str]:
    """What stands before and behind a run, as far as a rule looks."""
    start, end = run[0][0].start, run[-1][0].end
    return text[max(0, start - _REACH) : start], text[end : end + _REACH]


def _is_of_officials(before: str) -> bool:
    """Whether "the ministers of" or the like ends a text; whether "of" does is asked first, because it is soon told."""
    return before.rstrip().lower().endswith(("of", "from", "the")) and bool(_OFFICIALS_OF.search(before))


def _is_with(before: str) -> bool:
    """Whether a body itself stands right after "with", or after "and" in what follows it."""
    return bool(re.search(r"\b(?:with|and)\s+(?:the\s+)?$", before))


def _destinations(naming: Naming, title: Block) -> Iterator[Joined]:
    """Where an announced trip goes, when its title names cities only."""
    if any(not body for _, body in _named(naming, title.text, title.start)):
        return
    lead = next((b for b in naming.blocks if b.kind == "paragraph"), None)
    if lead is None:
        return
    raw = naming.text[lead.start : lead.end].replace("\n", " ")
    start, end = first_sentence(raw) or (0, 0)
    sentence = raw[start:end]
    goes = _DESTINATION.search(sentence)
    if (
        not goes
        or _INTERNAL.search(sentence)
        or any(b for _, b in _named(naming, sentence, lead.start + start))
    ):
        return
    matter = re.search(r"\bto (?!the\b)[a-z]{3,}\b|\bwhere\b|\bfor\b", sentence[goes.end() :])
    cut = goes.end() + matter.start() if matter else len(sentence)
    for one in _named(naming, sentence, lead.start + start):
        if goes.end() <= one[0].start < cut:
            yield _made(one, "where the trip goes", lead.start + start)
