"""What a sentence reports: its reporting verbs, each with its subject, nested speech left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.extract.reporting import FORMS, STANCES, Verb, verb_at
from searchapp.extract.subjects import GROUPS, Subject, Word, subject_before

_MEET = frozenset(
    """met meets meet spoke speaks speak held holds hold talked talks called phoned telephoned convened gathered hosted hosts had joined
    participated received visited conducted attended took made paid led co-hosted co-chaired chaired opened began started travelled
    traveled arrived concluded signed used""".split()
)
_MARKING = frozenset(
    {"mark", "recognize", "recognise", "commemorate", "celebrate"}
)  # an anniversary, together
_BY_THE_WAY = [
    [word] for word in "phone telephone margins sidelines occasion eve day fringes morning evening".split()
]
_ACTS = frozenset(
    "support back align resolve maintain register hold plan".split()
)  # no words are an end of theirs
_PURPOSES = frozenset({"coordinate"})  # "spoke to coordinate": no verb of speech elsewhere
_OPENS = frozenset({"that", "who", "whom", "whose", "what", "how", "why", "whether", "where", "if", "because", "than", "which"})  # fmt: skip
_JOINS = frozenset(
    {"and", "but", "while", "whereas", "which", ";", "—", "–", ":", "”", "“", '"', "then", "who"}
)
_DEFINITE = frozenset(
    "the both all our two these ministers leaders".split()
)  # begins a number of people that is meant
_NOUNS = frozenset({"meeting", "morning", "evening", "beginning", "briefing"})
_SPOKE = frozenset({"spoke", "speaks", "speak", "talked", "talks", "talk"})
_COMPANY = frozenset({"his", "her", "their", "both"})
_HONOURED = frozenset(
    "Minister Secretary President Chancellor Ambassador Foreign Prime Deputy Vice H.E. Mr Ms Mrs Dr".split()
)
_BEFORE, _BEHIND = 40, 60  # words that are looked at on either side of a verb
_TALKS = frozenset(
    "discussion discussions talks conversation conversations dialogue exchange exchanges consultations".split()
)
_COVERED = frozenset(
    "focused covered centered centred touched included addressed spanned ranged dealt revolved".split()
)
_HELD = frozenset(
    {"held", "conducted", "place"}
)  # views were exchanged, discussions held, an exchange took place
_MATTER = frozenset({"on", "about", "regarding"})
_DONE = frozenset("discussed exchanged agreed reviewed confirmed reaffirmed".split())
_VERBS = FORMS.keys() | STANCES.keys() | {"had"}
_WORDS = frozenset(FORMS) | STANCES.keys() | _COVERED | _MEET | _HELD
_LOOKED_FOR = _WORDS | {word + mark for word in _WORDS for mark in ",:;.—”"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb and who it is said of; subject None: nobody is named, both sides are meant ("views were exchanged").

    together: the verb tells of talking with someone, who is named.
    """

    subject: Subject | None
    verb: Verb
    together: bool


def may_report(text: str) -> bool:
    """Whether a sentence has any word that `clauses` or `anchor` looks for; quick, so asked first."""
    return not _LOOKED_FOR.isdisjoint(text.split())


def clauses(words: Sequence[Word]) -> list[Clause]:
    """The reporting clauses of a sentence, the main one first; only such further ones as name another subject."""
    lows = [word.low for word in words]
    found: list[Clause] = []
    for at, low in enumerate(lows):
        if low not in _VERBS or not words[at].text.islower() or not (verb := verb_at(lows, at)):
            continue
        stance = verb.lemma.startswith("be ")
        subject = subject_before(words, at, stance=stance)
        if subject is None or not _agrees(subject, verb):
            continue
        if not _stands_free(words, subject, bool(found)):
            continue
        if not stance and verb.lemma in {"speak", "talk"} and not _about(lows, at):
            continue
        found.append(Clause(subject, verb, verb.mutual and _with(words, at)))
    if found:
        return found
    met = _anchor(words, lows)
    return _of_purpose(lows, met) or _coordinated(lows, met) or _impersonal(lows, met)


def _agrees(subject: Subject, verb: Verb) -> bool:
    """A bare form belongs to several, or to I and we; else it is a noun ("U.S. support"), or a future."""
    return not verb.plain or subject.plural or subject.kind in {"we", "i"}


def _stands_free(words: Sequence[Word], subject: Subject, further: bool) -> bool:
    """Whether a subject begins a clause of its own: not one that someone only speaks of."""
    if subject.first == 0:
        return True
    before = words[subject.first - 1]
    if before.low == "which":
        return subject.first > 1 and words[subject.first - 2].low == "to"
    if before.low in _OPENS or ((before.text != "," or further) and _is_bare(words, subject)):
        return False
    if further:
        return before.low in _JOINS or (before.text == "," and subject.kind == "group")
    return before.low not in FORMS and (not before.low.endswith("ing") or before.low in _NOUNS)


def _is_bare(words: Sequence[Word], subject: Subject) -> bool:
    """Whether a number of people has no article: "its partners", "officials"; it begins no clause inside a sentence."""
    return (
        subject.kind == "group"
        and words[subject.first].low not in _DEFINITE
        and words[subject.first].text.islower()
    )


def _about(lows: Sequence[str], at: int) -> bool:
    """Whether "spoke" goes on to say of what, before it says to what end."""
    if "of" in lows[at + 1 : at + 3]:
        return True
    for place in range(at + 1, min(at + 30, len(lows))):
        if (
            lows[place] == "to"
            and lows[place + 1 : place + 2]
            and (v := FORMS.get(lows[place + 1]))
            and v.plain
        ):
            return False
        if lows[place] in {"about", "regarding"}:
            return True
        if lows[place : place + 2] == ["on", "the"] and lows[place + 2 : place + 3] not in _BY_THE_WAY:
            return True
    return False


def _with(words: Sequence[Word], at: int) -> bool:
    """Whether a verb of talking names the one talked with: "exchanged views with", "spoke to", "discussed it with
    Minister X", but not "discussed trade with China"."""
    if words[at].low in _SPOKE:
        before = next(
            (
                i
                for i in range(at, min(at + _BEHIND, len(words)))
                if words[i].low in {"about", "of", "regarding", "on"}
            ),
            at,
        )
        return any(word.low in {"with", "to"} for word in words[at:before])
    for place in range(at + 1, min(at + _BEHIND, len(words) - 1)):
        if words[place].low == "with":
            beside = words[place + 1]
            if place <= at + 3 or beside.low in _COMPANY or beside.text in _HONOURED:
                return True
    return False


def _anchor(words: Sequence[Word], lows: Sequence[str]) -> tuple[int, Subject] | None:
    """The first verb of meeting, with who met."""
    for at, low in enumerate(lows):
        if (
            low in _MEET
            and (subject := subject_before(words, at))
            and not subject.future
            and _stands_free(words, subject, False)
        ):
            return at, subject
    return None


def anchor(words: Sequence[Word]) -> Subject | None:
    """Who meets, travels or calls in a sentence that reports no speech."""
    found = _anchor(words, [word.low for word in words])
    return found[1] if found else None


def _of_purpose(lows: Sequence[str], met: tuple[int, Subject] | None) -> list[Clause]:
    """ "spoke with X to reiterate": the end to which they met; one that is no speech gives way to one joined to it."""
    if met is None:
        return []
    first = True
    for at in range(met[0] + 1, len(lows) - 1):
        if (
            first
            and lows[at] in FORMS
            and lows[at - 1] == "and"
            and not FORMS[lows[at]].plain
            and verb_at(lows, at)
        ):
            return []  # "met with X and reiterated its commitment to ..."
        if lows[at] != "to" or not lows[at + 1].isalpha():
            continue
        verb = FORMS.get(lows[at + 1])
        plain = (
            verb is not None and verb.plain and verb.lemma not in _ACTS and verb_at(lows, at + 1) is not None
        )
        if lows[at + 1] in _PURPOSES and first:
            return [Clause(met[1], Verb(lows[at + 1], "stated", True, True), True)]
        if lows[at + 1] in _MARKING and "anniversary" in lows[at + 2 : at + 8]:
            return [Clause(met[1], Verb(lows[at + 1], "welcomed", True, True), True)]
        if plain and verb and (first or lows[at - 1] in {"and", ","}):
            return [Clause(met[1], verb, verb.mutual)]
        if lows[at + 1] not in _NO_VERB:
            first = False
    return []


_NO_VERB = frozenset("the a an his her their its this date be".split())


def _coordinated(lows: Sequence[str], met: tuple[int, Subject] | None) -> list[Clause]:
    """ "X met with Y and discussed Z"."""
    if met is None:
        return []
    for at in range(met[0] + 1, len(lows)):
        if lows[at] in FORMS and lows[at - 1] in {"and", "also", ","} and (verb := verb_at(lows, at)):
            if verb.plain or (lows[at - 1] == "also" and lows[at - 2] != "and"):
                continue
            return [Clause(met[1], verb, verb.mutual)]
    return []


def _impersonal(lows: Sequence[str], met: tuple[int, Subject] | None) -> list[Clause]:
    """Views that "were exchanged", talks that "focused on" something or "were held on" it: said of both."""
    for at, low in enumerate(lows):
        if low in _DONE and _is_passive(lows, at):
            return [Clause(None, Verb(FORMS[low].lemma, FORMS[low].verb_class, False, True), True)]
        told = low in _COVERED or (low in _HELD and bool(_MATTER & set(lows[at : at + 12])))
        if told and met is None and _TALKS & set(lows[max(0, at - 8) : at]):
            return [Clause(None, Verb("discuss", "stated", False, True), True)]
    return []


def _is_passive(lows: Sequence[str], at: int) -> bool:
    before = set(lows[max(0, at - _BEFORE) : at])
    passive = {"was", "were"} & set(lows[max(0, at - 3) : at])
    return bool(passive) and lows[at + 1 : at + 2] != ["by"] and not ({"that"} | GROUPS) & before
