"""Cuts a personal name out of a run of capitalised words: titles before it off, headline words after it off."""

import re
from functools import lru_cache

from searchapp.authority import Authority, Found
from searchapp.authority.people import PARTICLES

Name = tuple[str, int, int]  # as printed, and its characters in the text

_NEVER = frozenset(
    """extraordinary plenipotentiary political anti intelligence biological apec communist advisory affairs africa after agency americas and announce announces antisemitism appointed april arrives asia assembly
    at attend attends august before begins both bureau business call center central centre chain climate closing co
    coalition combat command consultations counterpart counterparts communique communiqué dialog talks telephone phone call embassy mission missions residence residences chamber selection world health chairman-in-office chair-in-office migration immigration policy sr jr calls speaks spoke telephonic outcome outcomes high-level forces media release delivering
    concludes departs embarks undertakes visiting welcomed briefs leaves addresses pays paid chairs co-chairs convened congratulates condemns welcomes exchanges discusses invited
    minister-level session extends thanks reaffirms held has had was were and’s trilateral bilateral quadrilateral prime deputy vice dr climate change mp am ao ac cbe obe kbe gcmg cmg kc qc joint statements from for via has by during commission commissioner committee completes conclude concludes conference confirmed conflict
    congress convenes cooperation council countering criminal day december defence defense delegation deliver delivers
    department departs designate development dialogue drug during east ecological economy educational effort efforts elect
    emerita enforcement engagement european event exchange february finally first for force foreign forum foundation friday
    fund general global government he her his hold holds host hosted hosting hosts house however human in initiative
    institute international it january joins joint july june land latin law lead leads legislative level major march meet
    meeting meets members mfa middle minister ministerial ministers ministry monday month moreover named national nations
    nominated north northern november oceanian october of office on opening operations our parliament parliamentary
    participate participates participation partnerships party peace peninsula people peoples president press programs
    readout received receives relocation remarks republic resources response returns rights roundtable saturday scholarly
    second secretariat secretary security select selects september service services she sign signs south southern
    stabilization state statement strategic summit sunday supply sworn talent task terrorism test tests that the their they
    this thursday to today trade transition travel travels triangle trip tuesday union united virtual visit visits we
    weapons wednesday week west white with women yesterday """.split()
)
"""Words that stand in no name: a name ends before them."""

_TITLES = frozenset(
    """honourable hon rt right his her excellency datuk dato tun miss engineer acting adviser advisor air ambassador army asean assistant chair chairman chairwoman chief commerce commissioner
    coordinator crown dame deputy director dr emir energy envoy eu excellency first foreign former general governor high
    honorable king lady lord majesty minister mr mrs ms national nato navy president prime prince princess principal
    professor queen representative secretary security senior sheikh sheikha sir speaker special state sultan the treasury
    u.s uk un under usaid vice ii iii administrator rapporteur spokesperson chargé d'affaires commander superintendent prosecutor mme madam madame shri smt prof gen lt major brigadier admiral colonel eng ing engr tan sri seri setia diraja utama haji hajah pehin awang pengiran
    archbishop cardinal 1st 2nd joint union baroness senator visiting mp sayyid sayed sheikh shaikh shaikha federal parliamentary""".split()
)
"""Words of offices and honours: a name begins after them."""

_RUN_TOGETHER = re.compile(r"[a-z](?:Bureau|Office|Department|Ministry)$")


_ALSO_NAMES = frozenset("west east north south law white day march august june post".split())
_HONOURS = frozenset(
    """honourable hon rt right his her excellency datuk dato tun miss engineer dr dame sir lady lord mr mrs ms professor sheikh sheikha
    mme madam madame shri smt prof gen lt major brigadier admiral colonel eng ing engr tan sri seri haji hajah pehin baroness senator general""".split()
)  # of _TITLES, those that no one calls an office


def is_office(name: str) -> bool:
    """Whether a run of capitalised words begins with an office rather than with a name or an honour."""
    first = _bare(name.split(maxsplit=1)[0])
    return first in _TITLES - _HONOURS


def without_honours(name: str) -> str:
    """A name without honours before it, `Sheikh Mohammed bin Zayed`; of one word more, nothing is taken."""
    words = name.split()
    while len(words) > 2 and _bare(words[0]) in _HONOURS:
        words.pop(0)
    return " ".join(words)


def cut(text: str, start: int, end: int, named: list[Found], authority: Authority) -> Name | None:
    """The name within a stretch of capitalised words, None where there is none.

    named: countries and bodies of the text; no name begins with one of them, unless we know the person.
    """
    words = [(w.group(), start + w.start(), start + w.end()) for w in re.finditer(r"\S+", text[start:end])]
    while words and (_bare(words[0][0]) in _TITLES or any(n.start <= words[0][1] < n.end for n in named)):
        if authority.person_named(text[words[0][1] : words[-1][2]]):
            break
        words.pop(0)
    kept = next((i for i in range(len(words)) if _ends_before(words, i)), len(words))
    words = words[:kept]
    while words and words[-1][0].lower() in PARTICLES:
        words.pop()
    if all(len(w[0].strip(".")) < 2 for w in words):
        return None
    if _is_place(text[words[0][1] : words[-1][2]], words, named, authority):
        return None
    return _known_part(text, words, authority)


def _is_place(
    printed: str, words: list[tuple[str, int, int]], named: list[Found], authority: Authority
) -> bool:
    """Whether what looks like a name is a city, or lies within a country or body that the text names."""
    inside = all(any(n.start <= w[1] < n.end for n in named) for w in words)
    return (inside or authority.is_city(printed)) and authority.person_named(printed) is None


def _ends_before(words: list[tuple[str, int, int]], at: int) -> bool:
    """Whether a name ends before this word; `West` is a family name behind one given name."""
    word = _bare(words[at][0])
    if word in _ALSO_NAMES and at == 1 == len(words) - 1:
        return False
    whole = words[at][0].lower().strip(".,()")  # chairman-in-office
    return word in _NEVER or whole in _NEVER or bool(_RUN_TOGETHER.search(words[at][0]))


def _known_part(text: str, words: list[tuple[str, int, int]], authority: Authority) -> Name:
    """Of a long run, the person we know at its beginning: titles write every word with a capital."""
    first, last = words[0][1], words[-1][2]
    if len(words) > 2 and not authority.person_named(text[first:last]):
        for end in (w[2] for w in reversed(words[1:-1])):
            if authority.named("person", text[first:end]):
                last = end
                break
    return text[first:last], first, last


@lru_cache(maxsize=1 << 12)  # most are offices, which every text names
def _bare(word: str) -> str:
    return re.split(r"[^\w.]", word.lstrip('“"('))[0].lower().rstrip(".")
