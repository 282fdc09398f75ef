"""Which page numbers to offer: the first, the last, and those about the one shown."""

MOST = 9


def numbers(page: int, pages: int) -> tuple[int | None, ...]:
    """Page numbers in order, None for a gap; never more than nine numbers."""
    if pages <= MOST:
        return tuple(range(1, pages + 1))
    middle = min(max(page, 5), pages - 4)
    near = range(middle - 3, middle + 4)
    first, last = (1,) if near[0] == 2 else (1, None), (pages,) if near[-1] == pages - 1 else (None, pages)
    return (*first, *near, *last)
