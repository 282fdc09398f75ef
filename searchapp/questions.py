"""What a question of who said what asks for, in the query language: it is offered beside what its words find.

what did Mexico say about legal stability    ->  country:Mexico said:counterpart legal stability
what did Kamikawa say about the CPTPP        ->  said_by:Kamikawa CPTPP
"""

import re
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from searchapp import query as q
from searchapp.function_words import not_required, verb_of_saying

_LONGEST = 6  # words of a name, with the office before it
_YEAR = re.compile(r"(?:19|20)\d\d")


def as_sayings(query: q.Query) -> Iterator[str]:
    """The ways to ask for statements that a question may mean, the likeliest first; none for what is no such question."""
    parts = q.clauses(query)
    typed = [part.text if isinstance(part, q.Word) else "" for part in parts]
    if (verb := verb_of_saying(typed)) is None:
        return
    asks = not_required(typed)
    who = [part for part, only in zip(parts[1:verb], asks[1:verb], strict=True) if not only]
    what = [part for part, only in zip(parts[verb:], asks[verb:], strict=True) if not only]
    rest = " ".join(f"year:{part}" if is_year(part) else str(part) for part in what)
    for name in _names(who) if rest else ():
        yield f"said_by:{name} {rest}"
        yield f"country:{name} said:counterpart {rest}"
        yield f"home:{name} said:home {rest}"


def is_year(part: q.Query) -> TypeGuard[q.Word]:
    """Whether a clause is a word that may be a year."""
    return isinstance(part, q.Word) and _YEAR.fullmatch(part.text) is not None


def _names(who: Sequence[q.Query]) -> Iterator[str]:
    """Some words or a phrase as the value of a field, and then the last of the words, which may stand behind an office."""
    if len(who) == 1 and isinstance(who[0], q.Word | q.Phrase):
        yield str(who[0])
    elif who and len(who) <= _LONGEST and all(isinstance(part, q.Word) for part in who):
        yield f'"{" ".join(map(str, who))}"'
        yield str(who[-1])
