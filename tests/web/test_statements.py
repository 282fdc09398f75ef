"""A snippet by what each side says in it."""

from searchapp.readout import Passage
from searchapp.results import Snippet
from searchapp.web.statements import shown


def test_a_passage_without_words_is_shown_as_it_is() -> None:
    passage = Passage(1, "p1", "paragraph", "", (1, 1))
    (excerpt,) = shown(Snippet(passage, "", (), before=False, after=False))
    assert (excerpt.before, excerpt.after) == (False, False)
