"""The page of one readout."""

import html
import re
from collections.abc import Callable

Get = Callable[..., str]
PRESS = "/readout/japan-2023-09-14-kamikawa-press-conference"
MEETING = "/readout/japan-mexico-2023-09-21-foreign-ministers-meeting"


def links(page: str) -> list[str]:
    """Where a page links to."""
    return [html.unescape(address) for address in re.findall(r'<a [^>]*?href="([^"]*)"', page)]


def test_marks_of_a_readout_are_numbered_through_and_linked_from_the_bar(get: Get, plain: Get) -> None:
    page = get(f"{PRESS}?q=Blinken")
    marks = re.findall(r'<mark id="m(\d+)">Blinken</mark>', page)
    assert marks == [str(number) for number in range(1, len(marks) + 1)]
    assert re.findall(r'<a href="#m(\d+)">', page) == marks
    assert f"{len(marks)} matches" in plain(page)


def test_hundreds_of_matches_are_folded_after_the_first_dozen(get: Get) -> None:
    page = get("/readout/many?q=manymark")
    bar = page.split('class="marks"')[1].split("</nav>")[0]
    assert bar.split("<details")[0].count("<li>") == 12
    assert "288 more" in bar


def test_a_readout_without_a_query_has_no_marks_and_no_bar(get: Get) -> None:
    page = get(PRESS)
    assert "<mark" not in page
    assert 'class="marks"' not in page


def test_a_turn_shows_who_speaks_for_which_side(get: Get) -> None:
    page = get(PRESS)
    assert "Home, verbatim" in page
    assert "<span>Reporter</span>" in page
    assert "Unattributed" not in page


def test_a_passage_without_a_side_is_plain(get: Get, plain: Get) -> None:
    page = get("/readout/nothing-known")
    assert '<p class="say plain" lang="en">Some words about barleymow' in page
    assert "tint" not in page
    assert "key-row" not in page


def test_what_is_not_known_is_left_out(get: Get) -> None:
    page = get("/readout/nothing-known")
    terms = re.findall("<dt>(.*?)</dt>", page)
    assert not {
        "Event day",
        "Issued by",
        "Country",
        "Minister",
        "Counterpart",
        "Topic",
        "Topics",
        "Type",
        "Source",
    } & set(terms)
    assert "<dt>File</dt><dd><code>nothing-known.txt</code> " in page


def test_a_fact_opens_to_the_words_that_it_was_read_from(get: Get) -> None:
    page = get(MEETING)
    fact = page.split("<dt>Counterpart</dt>")[1].split("</dd>")[0]
    assert "<span>Alicia Bárcena Ibarra</span>" in fact
    assert re.search(r'<span class="src">line \d+</span>', fact)
    assert "BÁRCENA" in fact
    assert ">All with Alicia Bárcena Ibarra</a>" in fact


def test_a_fact_of_the_front_matter_says_so(get: Get) -> None:
    fact = get(PRESS).split("<dt>Issued by</dt>")[1].split("</dd>")[0]
    assert "Given in the front matter of the file" in fact


def test_a_year_is_all_that_is_shown_of_a_date_that_is_only_a_year(get: Get) -> None:
    assert '<time datetime="2018">2018</time>' in get("/readout/many")


def test_text_in_another_language_says_so(get: Get) -> None:
    page = get("/readout/japanese")
    assert re.search(r'<h1 lang="ja">', page)
    assert re.search(r'<(p|h2)[^>]* lang="ja">茂木大臣は', page)


def test_the_source_is_linked_only_if_it_is_on_the_web(get: Get) -> None:
    assert '<a href="https://www.mofa.go.jp/" rel="noopener external">mofa.go.jp</a>' in get(PRESS)
    assert "javascript:" not in "".join(links(get("/readout/hostile")))
