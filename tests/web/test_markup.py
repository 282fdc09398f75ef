"""Marks are put into text only, and nothing that a source says can become a tag of ours."""

import html
import re
from collections.abc import Callable

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.results import Mark
from searchapp.web.markup import apart, marked, person

TAGS = re.compile(r"<[^>]*>")
MARK_TAGS = re.compile(r'<mark(?: id="m\d+")?>|</mark>')


def plain(made: str) -> str:
    """What an HTML fragment says."""
    return html.unescape(TAGS.sub("", made))


@pytest.mark.parametrize(
    ("text", "marks", "made"),
    [
        ("rule of law", [], "rule of law"),
        ("rule of law", [(0, 4), (8, 11)], '<mark id="m1">rule</mark> of <mark id="m2">law</mark>'),
        ("a < b & c", [(4, 7)], 'a &lt; <mark id="m1">b &amp;</mark> c'),
        ("<script>alert(1)</script>", [(1, 7)], '&lt;<mark id="m1">script</mark>&gt;alert(1)&lt;/script&gt;'),
        ("&amp; is written so", [(1, 4)], '&amp;<mark id="m1">amp</mark>; is written so'),
    ],
)
def test_text_is_escaped_on_both_sides_of_a_mark(text: str, marks: list[Mark], made: str) -> None:
    assert marked(text, marks, first=1) == made


def test_marks_have_no_id_unless_a_first_number_is_given() -> None:
    assert marked("rule of law", [(0, 4)]) == "<mark>rule</mark> of law"
    assert marked("rule of law", [(0, 4)], first=7) == '<mark id="m7">rule</mark> of law'


def test_a_mark_across_tags_is_in_pieces_and_the_first_has_the_id() -> None:
    made = marked("the rule of law now", [(4, 15)], "the <em>rule <strong>of</strong></em> law now", 1)
    assert made == (
        'the <em><mark id="m1">rule </mark><strong><mark>of</mark></strong></em><mark> law</mark> now'
    )


def test_a_mark_counts_an_entity_as_one_character() -> None:
    made = marked("R&D <and> more", [(2, 3), (4, 9)], "R&amp;D <em>&lt;and&gt;</em> more", 1)
    assert made == 'R&amp;<mark id="m1">D</mark> <em><mark id="m2">&lt;and&gt;</mark></em> more'


def test_html_that_says_something_else_than_the_text_is_left_aside() -> None:
    assert marked("plain text", [(0, 5)], "<em>other</em> text") == "<mark>plain</mark> text"


@pytest.mark.parametrize(
    "rich",
    [
        '<a href="javascript:alert(1)">text</a>',
        '<em onclick="alert(1)">text</em>',
        '<em style="color:red">text</em>',
        "text<script>alert(1)</script>",
        "<svg onload=alert(1)>text</svg>",
        '<a href="https://example.org" target="_blank">text</a>',
    ],
)
def test_html_is_sanitised_again_before_it_is_shown(rich: str) -> None:
    made = marked("text", [], rich)
    assert plain(made) == "text"
    assert re.search("script|style|on[a-z]+=|svg|target", made) is None


def test_overlapping_marks_become_one_and_touching_marks_stay_two() -> None:
    assert apart([(4, 9), (0, 3), (2, 6), (9, 11)], "x" * 20) == [(0, 9), (9, 11)]


def test_a_mark_beyond_the_text_is_cut_and_an_empty_one_dropped() -> None:
    assert apart([(-3, 2), (5, 5), (4, 99), (70, 80)], "x" * 6) == [(0, 2), (4, 6)]


def test_the_family_name_is_set_apart_where_it_is_known() -> None:
    def family_of(label: str) -> tuple[int, int] | None:
        return (0, 8) if label.startswith("Kamikawa") else None

    assert person("Kamikawa <Yoko>", family_of) == '<span class="fam">Kamikawa</span> &lt;Yoko&gt;'
    assert person("<b>Ebrard", family_of) == "&lt;b&gt;Ebrard"
    assert person("Kamikawa Yoko", None) == "Kamikawa Yoko"


letters = st.text(alphabet=st.sampled_from("ab &<>\"';é上\u0301😀"), max_size=30)
spans = st.lists(st.tuples(st.integers(-2, 35), st.integers(-2, 35)), max_size=6)
wrappers: list[Callable[[str], str]] = [
    lambda inner: inner,
    lambda inner: f"<em>{inner}</em>",
    lambda inner: f'<a href="https://example.org/?a=1&amp;b=2">{inner}</a>',
    lambda inner: f"<strong>{inner}<code>{inner}</code></strong>",
]
fragments = st.lists(st.tuples(letters, st.sampled_from(wrappers)), max_size=4).map(
    lambda parts: "".join(wrap(html.escape(text, quote=False)) for text, wrap in parts)
)


@given(letters, spans)
def test_taking_the_marks_out_of_marked_text_gives_the_escaped_text_back(
    text: str, marks: list[Mark]
) -> None:
    made = marked(text, marks, first=1)
    assert MARK_TAGS.sub("", made) == html.escape(text, quote=False)


@given(fragments, spans)
@example("a&amp;<em>b</em>", [(0, 3)])
def test_taking_the_marks_out_of_marked_html_gives_the_html_back(rich: str, marks: list[Mark]) -> None:
    safe = nh3.clean(
        rich, tags={"em", "a", "strong", "code"}, attributes={"a": {"href"}}, link_rel="noopener nofollow"
    )
    text = plain(safe)
    made = marked(text, marks, rich, 1)
    assert MARK_TAGS.sub("", made) in {safe, html.escape(text, quote=False)}
    assert plain(made) == text


@given(fragments, spans)
def test_every_marked_character_is_in_a_mark_and_no_other(rich: str, marks: list[Mark]) -> None:
    text = plain(rich)
    inside = [
        found
        for piece in re.findall(r"<mark[^>]*>(.*?)</mark>", marked(text, marks, rich, 1))
        for found in plain(piece)
    ]
    assert inside == [text[at] for start, end in apart(marks, text) for at in range(start, end)]


@given(fragments, spans)
def test_ids_of_marks_are_numbered_through_and_each_stands_once(rich: str, marks: list[Mark]) -> None:
    text = plain(rich)
    ids = re.findall(r'id="m(\d+)"', marked(text, marks, rich, 3))
    assert ids == [str(number) for number in range(3, 3 + len(apart(marks, text)))]
