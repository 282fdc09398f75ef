"""When, where, how and for how long, read from whole pages as ten ministries print them (all of them invented)."""

import inspect
from collections.abc import Callable

import pytest

from searchapp.authority import Authority
from searchapp.extract import extract
from searchapp.readout import Readout
from searchapp.sources import read


def japan_meeting() -> str:
    """
    Japan-Peru Relations

    May 4, 2022
    Foreign Minister YAMADA shakes hands with Foreign Minister QUISPE of Peru
    (Photo) Japan-Peru Foreign Ministers’ Meeting

    On May 3, commencing at 6:10 p.m. local time (8:10 a.m. on May 4 JST) for approximately 50 minutes, Ms. YAMADA Hanako, Minister for Foreign Affairs of Japan, who is visiting New York, the United States to attend the NPT Review Conference, held a meeting with H.E. Mr. Juan QUISPE, Minister of Foreign Affairs of the Republic of Peru. The overview is as follows.

      1. At the outset, Minister Yamada welcomed the progress made since the visit of May 1.
      2. Both ministers concurred in working together.

    Back to Japan-Peru Relations
    """
    return "meeting in-person 2022-05-03 2022-05-04 2022-05-04 18:10 50 | New York | NPT Review Conference | p0 p1 p2"


def japan_call() -> str:
    """
    Japan-Peru Foreign Ministers’ Telephone Talk

    July 5, 2010
    Japanese

    Mr. Taro Yamada, Minister for Foreign Affairs, held a telephone talk with Mr. Juan Quispe, Minister of Foreign Affairs of Peru, for 20 minutes from around 4:35 p.m. on July 5 (Mon). The outline is as follows.

      1. Minister Yamada spoke of trade.
        • (*The foregoing is a provisional translation. The date indicated above denotes the date of issue of the original press release in Japanese.)
    (END)
    """
    return "call phone 2010-07-05 None 2010-07-05 16:35 20 | None | None | p0 p1"


def japan_press_conference() -> str:
    """
    Press Conferences

    Press Conference by Foreign Minister YAMADA Taro

    Friday, February 24, 2017, 8:46 a.m. Front Entrance Hall, Prime Minister’s Office

    This is a provisional translation by an external company for reference purpose only.

    Opening Remarks

    (1) Visit to Okinawa

    Mr. YAMADA Taro, Minister for Foreign Affairs: I will visit Okinawa tomorrow.

    Fish

    Toba, Nippon TV: I have a question about fish.

    Minister Yamada: I am aware of it.
    """
    return "press-conference in-person 2017-02-24 None 2017-02-24 08:46 None | None | None | h1 h2 h3 p1 h4 p2 p3"


def united_kingdom() -> str:
    """
    News story

    Foreign Secretary's call with the Peruvian Foreign Minister

    The Foreign Secretary has held a phone call with Foreign Minister Juan Quispe.

    This was published under the 2010 to 2015 government

    Following the Prime Minister's call with the President of Peru on Monday, the Foreign Secretary spoke to Foreign Minister Juan Quispe on 14 June, to congratulate him on the elections of 12 June.

    Updates to this page

    Published 16 June 2011
    """
    return "call phone 2011-06-14 None 2011-06-16 None None | None | None | p1 p2"


def united_kingdom_speech() -> str:
    """
    Foreign Secretary's speech at the Lima Conference on Fish

    From: Foreign Office

    Published 6 May 2022

    Location: Gran Hotel, Lima
    Delivered on: 5 May 2022 (Original script, may differ from delivered version)

    Thank you all for coming here today, and for all that you do for the seas.
    """
    return "remarks in-person 2022-05-05 None 2022-05-06 None None | Lima | Lima Conference on Fish | p1"


def australia() -> str:
    """
    Doorstop - Lima, Peru

    Transcript, E&OE
    3 May 2022

    Subjects: Trade; fish; visit to Chile.

    Jane Doe, Foreign Minister: Thanks very much for being here.

    Journalist: Minister, what of fish on 1 May?

    Minister Doe: We spoke of it.
    """
    return "press-conference in-person 2022-05-03 None 2022-05-03 None None | Lima | None | p1 p2 p3"


def korea() -> str:
    """
    바로가기 메뉴
    본문 바로가기

    Press Releases

    Outcome of Foreign Minister's Meeting with her Peruvian Counterpart

    Date
    2018-07-30
    hit
    1936

    1. Foreign Minister Hong Gil-dong held talks with Foreign Minister Juan Quispe of Peru in Washington D.C. on July 29 (local time), on the sidelines of the UN General Assembly.

    ° Minister Hong spoke of the summit held on June 12.

    * unofficial translation
    """
    return "meeting in-person 2018-07-29 None 2018-07-30 None None | Washington | United Nations General Assembly | h1 p1 p2"


def india() -> str:
    """
    Transcript of Weekly Media Briefing by the Official Spokesperson (October 31, 2019)

    November 02, 2019

    Official Spokesperson, Shri A. Kumar: Good afternoon. The President of Peru will visit India on November 9.

    Question: When will he go to Mumbai?

    Official Spokesperson, Shri A. Kumar: On November 10.

    New Delhi
    November 02, 2019
    """
    return "press-conference in-person 2019-10-31 None 2019-11-02 None None | None | None | p1 p2 p3"


def india_visit() -> str:
    """
    Visit of Foreign Minister of Peru to India (September 26-28, 2021)

    September 24, 2021

    Foreign Minister Juan Quispe will be on an official visit to India from 26-28 September 2021.

    2. During the visit, he will call on the Prime Minister.
    """
    return "other in-person 2021-09-26 None 2021-09-24 None None | None | None | p0 p1"


def canada() -> str:
    """
    Minister Doe speaks with Peru's Minister of Foreign Affairs

    Readout

    November 19, 2021 – Ottawa, Ontario – Global Affairs Canada

    The Honourable Jane Doe, Minister of Foreign Affairs, today spoke with Juan Quispe, Peru's Minister of Foreign Affairs.

    They spoke of the war.

    Contacts
    Media Relations Office
    Global Affairs Canada
    343-203-7700
    media@example.org
    """
    return "call phone 2021-11-19 None 2021-11-19 None None | None | None | p1 p2"


def european_union() -> str:
    """
    Peru: High Representative Doe met with Foreign Minister Quispe

    13.10.2023
    EEAS Press Team

    High Representative/Vice-President Jane Doe met yesterday with the Minister of Foreign Affairs of Peru, Juan Quispe, in Brussels, ahead of the summit on 20 October in Madrid.

    They spoke of fish.
    """
    return "meeting in-person 2023-10-12 None 2023-10-13 None None | Brussels | None | p1 p2"


def china() -> str:
    """
    Home > News
    Li Si Has a Phone Call with Foreign Minister Juan Quispe of Peru at Request

    2023-02-04 11:14

    On the evening of February 3, 2023, Foreign Minister Li Si had a phone call with Foreign Minister Juan Quispe of Peru at request.

    <Suggest To A Friend>
    """
    return "call phone 2023-02-03 None 2023-02-04 None None | None | None | p1"


def china_press_conference() -> str:
    """
    Foreign Ministry Spokesperson Wang Wu’s Regular Press Conference on October 27, 2023

    2023-10-27 19:41

    AFP: It was reported that the minister will go to Peru. Can you share more?

    Wang Wu: We will release information in due time.

    CCTV: The meeting was held in Bishkek yesterday. What came of it?

    Wang Wu: On October 26, both sides met in Bishkek.

    AFP: And then?

    Wang Wu: I have nothing to add.
    """
    return "press-conference in-person 2023-10-27 None 2023-10-27 None None | None | None | p1 p2 p3 p4 p5 p6"


def singapore() -> str:
    """
    MFA Press Statement: Minister for Foreign Affairs Dr Tan Ah Kow's Meeting with Juan Quispe, Minister of Foreign Affairs of Peru, in Lima, Peru on 4 September 2018

    05 September 2018

    Minister for Foreign Affairs Dr Tan Ah Kow met the Minister of Foreign Affairs of Peru, Juan Quispe, on 4 September 2018 in Lima.

      Minister Tan and Minister Quispe reaffirmed the strong ties.

    .         .         .         .         .

    5 SEPTEMBER 2018

    Travel Page
    """
    return "meeting in-person 2018-09-04 None 2018-09-05 None None | Lima | None | p1 p2"


def _told(one: Readout) -> str:
    days = f"{one.date} {one.date_jst} {one.published} {one.start_time} {one.duration_min}"
    anchors = " ".join(passage.anchor for passage in one.passages)
    return f"{one.type} {one.mode} {days} | {one.place} | {one.occasion} | {anchors}"


PAGES = [
    japan_meeting, japan_call, japan_press_conference, united_kingdom, united_kingdom_speech, australia, korea, india, india_visit,
    canada, european_union, china, china_press_conference, singapore,
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=[page.__name__ for page in PAGES])
def test_the_circumstances_of_a_page(authority: Authority, page: Callable[[], str]) -> None:
    found = extract(read(f"{page.__name__}.txt", inspect.cleandoc(page.__doc__ or "").encode()), authority)
    assert _told(found) == page()
