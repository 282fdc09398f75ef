"""The fields of the index as Whoosh knows them; what is in them, `searchapp.engines.arrays.fields` tells.

Words come ready from `searchapp.analysis`, ids are terms as they are: none of Whoosh's analyzers has a part.
"""

from whoosh import fields, formats

from searchapp.engines.arrays.fields import DAYS, FOLDED, KEYWORDS, STEMS


def schema() -> fields.Schema:
    """The schema of every generation. Stems have no positions, and their frequencies are weights."""
    words = {name: _terms(formats.Positions()) for name in FOLDED.values()}
    stems = {name: _terms(formats.Frequency()) for name in STEMS.values()}
    keywords = {name: fields.ID() for name in KEYWORDS}
    # one term a number: a range of days is a range of terms
    days = {name: fields.NUMERIC(int, bits=32, signed=False, shift_step=0) for name in DAYS}
    return fields.Schema(id=fields.ID(unique=True, stored=True), **words, **stems, **keywords, **days)


def _terms(form: formats.Format) -> fields.FieldType:
    return fields.FieldType(format=form, analyzer=None, scorable=True)
