"""The page of two readouts."""

import re
from collections.abc import Callable

from flask.testing import FlaskClient

Get = Callable[..., str]
PAIR = "/compare/japan-mexico-2021-01-04-motegi-visit/japan-mexico-2023-09-21-foreign-ministers-meeting"
ACCOUNTS = "/compare/us-japan-2022-02-11-blinken-hayashi-meeting/us-korea-2022-02-12-blinken-chung-meeting"


def test_two_meetings_of_a_pair_are_told_apart_by_year(get: Get, plain: Get) -> None:
    page = get(PAIR)
    assert "<h1>What changed: Japan–Mexico, 2021 to 2023</h1>" in page
    assert "Only 2021: " in plain(page)
    assert "Nothing that answers to this in 2023" in page
    assert 'href="/readout/japan-mexico-2021-01-04-motegi-visit#p3"' in page


def test_words_that_went_are_struck_and_words_that_came_underlined(get: Get) -> None:
    page = get(ACCOUNTS)
    assert re.search(r"<del>Secretary Blinken</del> condemned the ballistic <del>", page)
    assert "United States cooperates <ins>closely with the ROK</ins>" in page


def test_what_stayed_of_a_passage_told_anew_is_set_off(get: Get) -> None:
    page = get(PAIR)
    assert "retold in other words" in page
    assert "<b>nuclear and missile issues and the abductions issue" in page


def test_rows_can_be_narrowed_to_what_became_of_them(get: Get) -> None:
    page = get(f"{PAIR}?show=dropped")
    assert re.findall(r'class="state">(.*?)</span>', page) == ["only in 2021"] * page.count('class="state"')
    assert get(f"{PAIR}?show=nonsense").count('class="state"') == get(PAIR).count('class="state"')


def test_verbs_stand_side_by_side_and_topics_say_where_they_are(get: Get, plain: Get) -> None:
    page = get(PAIR)
    verbs = plain(page.split('class="verbs"')[1].split("</table>")[0])
    assert re.search(r"Joint ?promised ?2 commit ×2 ?none", verbs)
    topics = page.split('id="topics"')[1]
    assert re.search(r"<dt>Only in 2021</dt><dd>.*topic=foip", topics)


def test_any_two_can_be_compared_and_one_with_itself(get: Get, plain: Get) -> None:
    assert "Two readouts: " in plain(get("/compare/hostile/many"))
    none = get("/compare/many/many?show=reworded")
    assert none.count('class="state"') == 0
    assert "No passage of the two is reworded." in plain(none)
    get("/compare/japanese/nothing-known")


def test_two_readouts_are_named_by_their_addresses(client: FlaskClient, get: Get) -> None:
    asked = {"before": "http://localhost/readout/many?q=manymark#p3", "after": " hostile "}
    assert client.get("/compare", query_string=asked).location == "/compare/many/hostile"
    assert 'name="before" type="text" value="many"' in get("/compare?before=many")
    get("/compare")
    get("/compare?before=none-such", 404)


def test_the_first_leads_to_what_it_is_like(get: Get) -> None:
    first = "japan-mexico-2023-09-21-foreign-ministers-meeting"
    page = get(f"/compare?before={first}")
    likened = re.findall(rf'href="(/compare/{first}/[^"]+)"', page)
    assert likened
    assert "<h1>" in get(likened[0])
    readout = get(f"/readout/{first}")
    assert likened[0] in readout
    assert f'href="/compare?before={first}"' in readout


def test_hostile_text_stays_text(get: Get) -> None:
    page = get("/compare/hostile/many")
    assert "<script>alert" not in page
    assert "onerror=alert(1)>" not in page.replace("&gt;", "")


def test_long_texts_are_capped_with_a_notice(get: Get, plain: Get) -> None:
    assert "50 passages at their ends are not compared" in plain(get("/compare/many/hostile"))


def test_a_readout_that_is_not_there_is_not_found(get: Get) -> None:
    get("/compare/many/none-such", 404)
    get("/compare/none-such/many", 404)
