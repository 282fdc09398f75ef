"""What of a facet is in sight."""

from searchapp.results import FacetValue
from searchapp.web.folding import folded

VALUES = tuple(FacetValue(f"t{n}", f"Topic {n}", 9 - n, selected=False) for n in range(6))
TICKED = FacetValue("t6", "Topic 6", 1, selected=True)


def test_the_first_are_in_sight_and_the_others_in_the_fold() -> None:
    assert folded(VALUES, 4) == (VALUES[:4], VALUES[4:])
    assert folded(VALUES, 8) == (VALUES, ())


def test_what_is_ticked_is_in_sight_wherever_it_stands() -> None:
    shown, rest = folded((*VALUES, TICKED), 4)
    assert list(shown) == [*VALUES[:4], TICKED]
    assert list(rest) == [*VALUES[4:]]
