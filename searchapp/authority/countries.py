"""Countries: ISO 3166 codes under every name, from pycountry, CLDR (Babel) and our own file."""

from dataclasses import dataclass
from functools import cache

import pycountry
from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from searchapp.authority.files import Entry, texts

LANGUAGES = ("en", "ja", "es", "fr", "de", "pt", "it", "zh", "ko", "ru", "ar")


@dataclass(frozen=True, slots=True)
class Country:
    """A country. names: in English texts; demonyms: adjectives and inhabitants; spoken: other languages.

    exclusions: longer names in which one of its own does not mean it ("Latin American"). ambiguous: names that
    may mean more, or less, than it ("Scotland"). is_union: the
    European Union, which issues texts but is an organisation to everyone else.
    """

    id: str
    label: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    spoken: tuple[str, ...]
    exclusions: tuple[str, ...]
    is_union: bool = False
    ambiguous: tuple[str, ...] = ()


def countries(own: dict[str, Entry]) -> dict[str, Country]:
    """Every ISO 3166 country, and those that our file adds (XK), by alpha-2 code."""
    known = {country.alpha_2: country for country in pycountry.countries}
    found = {}
    for code in sorted(known.keys() | own.keys()):
        entry, iso = own.get(code, {}), known.get(code)
        official = [getattr(iso, key, "") for key in ("common_name", "official_name", "name")] if iso else []
        spoken = _spoken(code)
        label = entry.get("label") or (
            official[0] if official and official[0] else spoken[0] if spoken else code
        )
        plain = [name for name in official if name and "," not in name]  # not "Korea, Republic of"
        names = dict.fromkeys([label, *texts(entry, "also"), *plain, *spoken[:1]])
        found[code] = Country(
            code,
            label,
            tuple(names),
            texts(entry, "demonyms"),
            spoken,
            texts(entry, "not"),
            bool(entry.get("union")),
            texts(entry, "ambiguous"),
        )
    return found


@cache
def languages_of(code: str) -> tuple[str, ...]:
    """The official languages of a country, the most spoken first, as HTML's `lang` writes them."""
    return tuple(language.replace("_", "-") for language in get_official_languages(code, de_facto=True))


@cache
def own_names(code: str) -> tuple[tuple[str, str], ...]:
    """What a country is called in its own languages other than English: (language, name), each name once."""
    made: dict[str, str] = {}
    for language in languages_of(code):
        try:
            name = Locale.parse(language, sep="-").territories.get(code)
        except UnknownLocaleError:
            continue
        if name and not language.startswith("en"):
            made.setdefault(str(name), language)
    return tuple((language, name) for name, language in made.items())


@cache
def _spoken(code: str) -> tuple[str, ...]:
    names = (_territories(language).get(code) for language in LANGUAGES)
    return tuple(dict.fromkeys(name for name in names if name))


@cache
def _territories(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale(language).territories.items()}
