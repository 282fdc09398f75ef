"""A clause of a query in the words of the page."""

import pytest

from searchapp import syntax
from searchapp.web.chips import chip


@pytest.mark.parametrize(
    ("query", "kind", "text"),
    [
        ("rule", "word", "rule"),
        ('"rule of law"', "phrase", "“rule of law”"),
        ('"rule law"~4', "within 4 words", "“rule law”"),
        ("indo*", "words like", "indo*"),
        ("kamikwa~", "spelt like", "kamikwa"),
        ("minister:Kamikawa", "minister", "Kamikawa"),
        ('minister:"Kono Taro"', "minister", "Kono Taro"),
        ("minister:(Kono OR Motegi)", "minister", "Kono or Motegi"),
        ("date:2018..2021", "date", "2018..2021"),
        ("-tariff", "not", "tariff"),
        ('-"rule of law"', "not phrase", "“rule of law”"),
        ("-country:Mexico", "not country", "Mexico"),
        ("Mexico OR country:Peru", "either", "Mexico or country Peru"),
        ("said:home rule law", "said by home", "rule and law"),
        ('said_by:"Kono Taro"', "said by", "Kono Taro"),
        ("-(said:home said_by:Kono law)", "not said by home and Kono", "law"),
        ("a OR said:home", "either", "a or said by home"),
        ("(a b) OR -c", "either", "(a and b) or not c"),
    ],
)
def test_a_clause_is_told_by_its_kind_and_what_it_asks_for(query: str, kind: str, text: str) -> None:
    made = chip(syntax.parse(query))
    assert (made.kind, made.text) == (kind, text)
