"""Offices as a text gives them: before a name, behind it, in full and in short."""

import re
from functools import lru_cache

from searchapp.authority.names import foldable

OFFICE_WORDS = frozenset(
    """secretary secretaries minister ministers deputy foreign state prime president presidents vice chancellor ambassador high
    representative commissioner under assistant acting special envoy councilor councillor counselor counsellor senior national security
    advisor adviser parliamentary director general chair chairman chairperson chairwoman governor king queen premier speaker affairs
    external defense defence trade economy finance europe european indo-pacific international development department spokesperson
    first second ii permanent interim crown prince princess emir amir sultan pope charge chief staff political leader home interior
    energy environment climate commerce industry administrator undersecretary attorney head taoiseach representative/vice-president
    minister/foreign secretary-general eam pm fm dpm fs hr/vp""".split()
)
SHORT = {"eam": "external affairs minister", "pm": "prime minister", "fm": "foreign minister", "dpm": "deputy prime minister", "hr/vp": "high representative"}  # fmt: skip
_HEADS = ("secretary", "minister", "president", "representative", "commissioner", "envoy", "ambassador", "chancellor", "advisor", "adviser", "director", "general", "king", "emir", "premier", "chair", "governor")  # fmt: skip
_FOREIGN = re.compile(r"\b(minister|secretary) (?:of|for) (?:external|foreign)(?: affairs)?\b")
_GIVEN = 4  # words of a name before the family name
_LINKS = frozenset({"of", "for", "and"})


def offices_before(run: str) -> frozenset[str]:
    """The offices in the words before a name: "Acting Foreign Secretary" is also "foreign secretary"."""
    words = [w for w in re.findall(r"[\w/-]+", foldable(run)) if w not in {"the", "mr", "ms", "dr"}]
    end = len(words)
    while end and len(words) - end < _GIVEN and words[end - 1] not in OFFICE_WORDS:
        end -= 1  # given names and initials
    first = end
    while first and (words[first - 1] in OFFICE_WORDS or words[first - 1] in _LINKS):
        first -= 1
    while first < end and words[first] in _LINKS:
        first += 1
    return _called(" ".join(words[first:end]))


def offices_behind(text: str) -> frozenset[str]:
    """The office after a name: "KAMIKAWA Yoko, Minister for Foreign Affairs of Japan"."""
    found = re.match(
        r"[\w’'-]+(?: [A-Z][\w’'-]+){0,4}, (?:the )?((?:[A-Z][\w’'/-]*|of|for|and|the)(?: (?:[A-Z][\w’'/-]*|of|for|and|the)){0,6})",
        text,
    )
    if not found:
        return frozenset()
    kept: list[str] = []
    for word in re.findall(r"[\w/-]+", foldable(found[1])):
        if word not in OFFICE_WORDS | _LINKS | {"the"}:
            if not kept or kept[-1] not in {"of", "for", "the"}:
                return frozenset()  # the office of whoever comes next: "X, Secretary of State Y said"
            break
        kept.append(word)
    while kept and kept[-1] in {"of", "for", "the", "and"}:
        kept.pop()
    return _called(" ".join(w for w in kept if w != "the"))


@lru_cache(maxsize=1 << 12)  # few offices are spoken of, and often
def _called(office: str) -> frozenset[str]:
    office = office.strip()
    if not office:
        return frozenset()
    made = {SHORT.get(part, part) for part in (office, *_parted(office))} - {
        office if " and " in office else ""
    }
    made |= {_FOREIGN.sub(r"foreign \1", o) for o in made}
    made |= {re.sub(r"^(?:acting|interim|caretaker|new) ", "", o) for o in made}
    if any(o.startswith("secretary of state") for o in made):
        made |= {"secretary", "secretary of state"}
    return frozenset(
        o for o in made if any(h in o for h in _HEADS) or o in {"taoiseach", "pope", "speaker", "queen"}
    )


def _parted(office: str) -> set[str]:
    """The offices in "deputy prime minister and foreign minister"; "secretary and foreign minister" are two people."""
    *others, last = re.split(r" and (?=\w+ ?(?:minister|secretary|president|councilor))|/", office)
    return {last, *(other for other in others if " " in other)}


def called(office: str) -> str:
    """An office as it is known: "EAM", "Minister of Foreign Affairs"."""
    return _FOREIGN.sub(r"foreign \1", SHORT.get(office, office))


def heads(office: str) -> set[str]:
    """Shorter names of an office: "foreign minister" may be "the minister"."""
    words = office.split()
    made = {word for word in words if word in _HEADS}
    made |= {" ".join(words[i:]) for i in range(1, len(words))}
    return made
