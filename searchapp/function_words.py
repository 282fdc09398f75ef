"""English words that a question is made of: outside quotes they are not required of a readout.

They are never dropped from the index, nor from a phrase. `not`, `may` and `will` say something here, and
`US` in capitals is a country.
"""

from collections.abc import Sequence

from searchapp.analysis import fold

FUNCTION_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before being below between both but by can could did do
    does doing down during each few for from further had has have having he her here hers herself him himself his how i if in into is it its
    itself just me more most my myself nor of off on once only or other our ours ourselves out over own same she should so some such than that the
    their theirs them themselves then there these they this those through to too under until up upon us very was we were what when where which
    while who whom whose why with would you your yours yourself""".split()
)


QUESTIONS = frozenset("what when where which who whom whose why how".split())
SAYING = frozenset(
    "say says said tell tells told talk talked speak spoke mention mentioned discuss discussed".split()
)


def not_required(typed: Sequence[str]) -> list[bool]:
    """Which words side by side only ask: function words, and in a question its first verb of saying.

    `what did Mexico say about legal stability` asks for Mexico, legal and stability. An empty word is none.
    """
    made = [bool(word) and is_function_word(word) for word in typed]
    if (verb := verb_of_saying(typed)) is not None:
        made[verb] = True
    return made


def verb_of_saying(typed: Sequence[str]) -> int | None:
    """Which of some words side by side is the first verb of saying of a question; None where they are no such question."""
    if not typed or fold(typed[0]) not in QUESTIONS:
        return None
    return next((n for n, word in enumerate(typed) if fold(word) in SAYING), None)


def is_function_word(typed: str) -> bool:
    """Whether a word, as it was typed, only holds a question together; one in capitals is a name."""
    capitals = len(typed) > 1 and typed.isupper()
    return not capitals and fold(typed) in FUNCTION_WORDS
