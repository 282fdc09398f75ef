"""English words that a question is made of: outside quotes they are not required of a readout.

They are never dropped from the index, nor from a phrase. `not`, `may` and `will` say something here, and
`US` in capitals is a country.
"""

from searchapp.analysis import fold

FUNCTION_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before being below between both but by can could did do
    does doing down during each few for from further had has have having he her here hers herself him himself his how i if in into is it its
    itself just me more most my myself nor of off on once only or other our ours ourselves out over own same she should so some such than that the
    their theirs them themselves then there these they this those through to too under until up upon us very was we were what when where which
    while who whom whose why with would you your yours yourself""".split()
)


def is_function_word(typed: str) -> bool:
    """Whether a word, as it was typed, only holds a question together; one in capitals is a name."""
    capitals = len(typed) > 1 and typed.isupper()
    return not capitals and fold(typed) in FUNCTION_WORDS
