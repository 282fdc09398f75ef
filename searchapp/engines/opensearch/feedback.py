"""More like the best: what the best hits hold, as a clause; see `searchapp.engines.arrays.feedback` for the recipe.

The server is asked how rare the likeliest stems are, not all of them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from searchapp.analysis import tokens
from searchapp.clause import Clause, Or, Term, Weighted
from searchapp.engines.arrays.fields import TITLE
from searchapp.engines.arrays.matches import K1, B
from searchapp.engines.opensearch.layout import Body
from searchapp.engines.opensearch.scores import Collected
from searchapp.readout import Readout

BEST = 10  # readouts that are taken as relevant
_STEMS = 20
_LIKELY = 200  # stems of which the server is asked how rare they are
_POWER = 4
_HOLDERS = 2  # a stem of one readout alone finds no other


def likeness(
    best: Sequence[tuple[Readout, float]], collected: Callable[[Iterable[Clause]], Collected]
) -> tuple[Or, tuple[str, ...]] | None:
    """What the best hits hold, given with their scores, best first, and a word of each of its stems.

    None where they scored nothing or hold nothing.
    """
    if not best or best[0][1] <= 0:
        return None
    mean = collected(()).length
    held, words = defaultdict[str, float](float), defaultdict[str, Counter[str]](Counter)
    for readout, score in best:
        stems = Counter[str]()
        for text, weight in ((readout.title, TITLE), *((one.text, 1) for one in readout.passages)):
            for token in tokens(text):
                stems[token.stem] += weight
                words[token.stem][token.word] += weight
        soft = K1 * (1 - B + B * stems.total() / mean)
        for stem, often in stems.items():
            held[stem] += (K1 + 1) * often / (often + soft) * (score / best[0][1]) ** _POWER
    likely = [Term(stem, stem) for stem in sorted(held, key=lambda stem: (-held[stem], stem))[:_LIKELY]]
    told = collected(likely)
    worth = {one: held[one.stem] * told.idf(one) for one in likely if told.holders(one) >= _HOLDERS}
    chosen = sorted(worth, key=lambda one: (-worth[one], one.stem))[:_STEMS]
    if not chosen:
        return None
    forms = [min(words[one.stem].items(), key=lambda form: (-form[1], form[0]))[0] for one in chosen]
    parts = (
        Weighted(Term(form, one.stem), held[one.stem] / told.burst(one))  # idf counts once
        for form, one in zip(forms, chosen, strict=True)
    )
    return Or(tuple(parts)), tuple(forms)


def mixed(asked: Body, like: Body, factors: tuple[float, float]) -> Body:
    """A query that finds what is asked for, scored by that and by likeness, each multiplied."""
    return {
        "bool": {
            "must": [{"bool": {"must": [asked], "boost": factors[0]}}],
            "should": [{"bool": {"must": [like], "boost": factors[1]}}],
        }
    }
