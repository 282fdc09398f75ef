"""Levenshtein distance, as far as it matters: whether two words are within a few edits."""


def within(left: str, right: str, limit: int) -> bool:
    """Whether at most `limit` letters must be put in, taken out or changed to make one word the other."""
    if abs(len(left) - len(right)) > limit:
        return False
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
        if min(row) > limit:
            return False
    return row[-1] <= limit
