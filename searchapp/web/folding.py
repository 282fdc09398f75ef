"""What of a facet is in sight and what in its fold, each value with the address that a tick leads to."""

from collections.abc import Callable, Sequence

from searchapp.results import FacetValue

Values = Sequence[FacetValue]


def folded(values: Values, most: int) -> tuple[Values, Values]:
    """The first so many values and those ticked after them; and the rest."""
    first, others = values[:most], values[most:]
    if not (ticked := [value for value in others if value.selected]):
        return first, others
    return [*first, *ticked], [value for value in others if not value.selected]


def each(address: Callable[[str], str], values: Values) -> list[tuple[FacetValue, str]]:
    """Values with their addresses; a call from a template costs more than the address does."""
    return [(value, address(value.value)) for value in values]
