"""The verbs that report speech or stance: their forms, their classes, and what must follow some of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

VerbClass = Literal["stated", "asked", "offered", "agreed", "welcomed", "condemned", "promised"]

_CLASSES: dict[VerbClass, str] = {
    "stated": """state say note explain mention indicate point outline describe emphasize stress underscore underline highlight reiterate
        reaffirm reinforce affirm confirm reconfirm express convey raise inform brief tell add remark observe voice declare announce respond reply
        answer elaborate introduce recall acknowledge recognize believe hope present report clarify comment argue assert set lay touch
        reflect refer restate repeat expound update detail warn caution echo expect discuss exchange review talk speak consult explore examine
        confer compare make take draw bring put give look think consider maintain claim contend hold cite admit deny
        advocate champion signal register apologize sympathize reason question stipulate remind attach provide share wish
        regard address advise testify dwell deliberate reassert recount relay communicate conclude""",
    "asked": "ask request urge call appeal press inquire encourage invite demand insist implore plead seek",
    "offered": "offer propose extend suggest recommend volunteer",
    "agreed": "agree concur decide accept endorse support align back consent resolve",
    "welcomed": """welcome thank congratulate appreciate commend praise applaud greet hail celebrate laud compliment honor salute
        value pay commemorate""",
    "condemned": "condemn denounce deplore criticize protest reject oppose regret object decry lament abhor accuse rebuke mourn",
    "promised": "promise pledge commit vow undertake assure reassure guarantee intend plan",
}  # fmt: skip
_IRREGULAR = {
    "say": "said", "hold": "held", "tell": "told", "make": "made", "take": "took", "draw": "drew", "bring": "brought", "put": "put", "give": "gave",
    "set": "set", "lay": "laid", "pay": "paid", "speak": "spoke", "think": "thought", "undertake": "undertook", "seek": "sought",
    "commit": "committed", "confer": "conferred", "refer": "referred", "concur": "concurred", "abhor": "abhorred", "plan": "planned",
    "applaud": "applauded", "regret": "regretted", "admit": "admitted", "uphold": "upheld",
}  # fmt: skip
_BRITISH = {"emphasise": "emphasize", "recognise": "recognize", "honour": "honor", "criticise": "criticize", "apologise": "apologize", "sympathise": "sympathize"}  # fmt: skip
_MUTUAL = frozenset("discuss exchange review talk speak consult explore examine confer compare deliberate celebrate reflect coordinate commemorate".split())  # fmt: skip
STANCES: dict[str, VerbClass] = {
    **dict.fromkeys("committed determined resolved dedicated ready willing prepared".split(), "promised"),
    **dict.fromkeys("concerned convinced confident united focused proud sure aware hopeful certain mindful".split(), "stated"),
    **dict.fromkeys("pleased grateful delighted honored honoured encouraged glad happy heartened thankful".split(), "welcomed"),
    **dict.fromkeys("alarmed appalled outraged disappointed saddened dismayed opposed shocked horrified".split(), "condemned"),
}  # fmt: skip
_VIEWS = frozenset(
    """view views concern concerns recognition understanding assessment assessments perspective perspectives opinion opinions hope hopes
    intention commitment resolve desire condolences idea ideas belief conviction determination objective goal goals position appreciation
    awareness expectation satisfaction vision aspiration sentiment sentiments experiences insights""".split()
)  # fmt: skip
_FOLLOWED: dict[str, tuple[frozenset[str], int]] = {
    # lemma: one of these words, within so many words behind it
    "call": (frozenset({"for", "on", "upon", "attention"}), 2),
    "share": (_VIEWS, 6),
    "provide": (frozenset("update updates account overview readout briefing briefings explanation explanations details assurance assurances information".split()), 6),
    "extend": (frozenset("appreciation condolences congratulations invitation gratitude thanks sympathy sympathies wishes welcome greetings invited".split()), 8),
    "exchange": (frozenset("views view opinions ideas information perspectives assessments thoughts notes insights".split()), 8),
    "make": (frozenset("clear reference remarks request requests point points mention proposal proposals plain".split()), 6),
    "take": (frozenset({"note", "opportunity", "up"}), 4),
    "draw": (frozenset({"attention"}), 3),
    "bring": (frozenset({"up"}), 1),
    "put": (frozenset({"forward", "forth"}), 1),
    "give": (frozenset("explanation explanations overview briefing assurance assurances update account".split()), 6),
    "set": (frozenset({"out", "forth"}), 1),
    "lay": (frozenset({"out"}), 1),
    "pay": (frozenset({"tribute", "respects"}), 3),
    "point": (frozenset({"out", "to"}), 1),
    "look": (frozenset({"forward"}), 1),
    "touch": (frozenset({"on", "upon"}), 2),
    "reflect": (frozenset({"on", "upon"}), 2),
    "speak": (frozenset({"about", "of", "on", "regarding"}), 24),
    "talk": (frozenset({"about", "of", "on", "regarding"}), 24),
    "compare": (frozenset({"notes"}), 2),
    "press": (frozenset({"for", "on", "that", "to", "the"}), 6),
    "attach": (frozenset({"importance", "significance", "weight"}), 3),
    "question": (frozenset({"whether", "why", "how", "the"}), 1),
    "address": (frozenset("issue issues situation matters topics concerns challenges".split()), 10),
    "dwell": (frozenset({"on", "upon"}), 2),
    "seek": (frozenset("support understanding cooperation clarification assistance".split()), 5),
    "back": (frozenset({"the", "calls", "efforts"}), 2),
    "present": (frozenset("view views position proposal proposals idea ideas policy vision update overview priorities initiative initiatives plan plans".split()), 7),
    "conclude": (frozenset({"that"}), 1),
    "hold": (frozenset({"that"}), 1),
}  # fmt: skip
_TALKS = frozenset({"discussion", "discussions", "exchange", "exchanges"})
_ON = frozenset({"on", "about", "regarding", "concerning"})
_THANKS = frozenset(
    "gratitude appreciation thanks congratulations satisfaction pleasure admiration delight".split()
)
_PLEDGE = frozenset("intention determination readiness commitment resolve willingness".split())
_BLAME = frozenset("condemnation outrage".split())
BE = frozenset("am is are was were be been being remain remains remained stand stands stood".split())


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb as it stands in a sentence. plain: in the bare form, which a single speaker has not."""

    lemma: str
    verb_class: VerbClass
    plain: bool
    mutual: bool


def _past(lemma: str) -> str:
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return lemma[:-1] + "ied"
    return lemma + "ed"


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "x", "ch", "sh")):
        return lemma + "es"
    return lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeou" else lemma + "s"


def _forms() -> dict[str, Verb]:
    made: dict[str, Verb] = {}
    british = {lemma: word for word, lemma in _BRITISH.items()}
    for verb_class, listed in _CLASSES.items():
        for lemma in listed.split():
            for word in {lemma, british.get(lemma, lemma)}:
                mutual = lemma in _MUTUAL
                made.setdefault(_past(word), Verb(lemma, verb_class, False, mutual))
                made.setdefault(_third(word), Verb(lemma, verb_class, False, mutual))
                made.setdefault(word, Verb(lemma, verb_class, True, mutual))
    return made


FORMS = _forms()
"""Every form of every verb, lower case."""


def verb_at(words: Sequence[str], at: int) -> Verb | None:
    """The reporting verb at a place in a sentence of lower-case words, if what must follow it follows."""
    if (
        words[at] in {"had", "held"}
        and _TALKS.intersection(words[at + 1 : at + 6])
        and _ON.intersection(words[at + 1 : at + 14])
    ):
        return Verb("discuss", "stated", False, True)  # "had a fruitful discussion on"
    verb = FORMS.get(words[at])
    if words[at] in STANCES and (verb is None or _is_stance(words, at)):
        return Verb(f"be {words[at]}", STANCES[words[at]], False, False) if _is_stance(words, at) else None
    if verb is None:
        return None
    if verb.lemma in _FOLLOWED:
        wanted, reach = _FOLLOWED[verb.lemma]
        behind = words[at + 1 : at + 1 + reach]
        if not wanted.intersection(behind):
            return None
    if verb.lemma == "call" and words[at + 1] in {"on", "upon"} and "to" not in words[at + 2 : at + 30]:
        return None  # a courtesy call
    if verb.lemma in {"express", "convey"}:
        near = words[at + 1 : at + 6]
        if _THANKS.intersection(near):
            return Verb(verb.lemma, "welcomed", verb.plain, verb.mutual)
        if _BLAME.intersection(near):
            return Verb(verb.lemma, "condemned", verb.plain, verb.mutual)
        if _PLEDGE.intersection(near):
            return Verb(verb.lemma, "promised", verb.plain, verb.mutual)
    if verb.lemma == "share" and not verb.plain:
        return Verb(verb.lemma, "agreed", verb.plain, verb.mutual)
    return verb


def _is_stance(words: Sequence[str], at: int) -> bool:
    """Whether "committed", "concerned" ... stands behind "are", "remain" and the like."""
    before = at - 1
    while before >= 0 and (words[before].endswith("ly") or words[before] in {"also", "both", "all", "not"}):
        before -= 1
    return before >= 0 and words[before] in BE
