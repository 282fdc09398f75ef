"""Whose words a quotation is: by who "said" before or behind it, by the line above it or the name below it."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from searchapp.extract.clauses import clauses
from searchapp.extract.quotations import Quotation
from searchapp.extract.references import References
from searchapp.extract.reporting import FORMS
from searchapp.extract.sentences import first_sentence, sentences
from searchapp.extract.subjects import Word, words_of
from searchapp.extract.voices import NOBODY, Voice, Voices
from searchapp.readout import Passage

SAYING = frozenset("say state add note comment remark tell explain announce declare stress emphasize".split())
_ABOVE = re.compile(
    r"(?:the following )?quotes? (?:is |are )?(?:attributable to|from|by) (?P<who>.+?):?$", re.IGNORECASE
)
_BELOW = re.compile(r"[-–—\s]*(?P<who>[A-Z][^.:;!?“”]{4,100}(?:\b[A-Z]\.[^.:;!?“”]{1,80})?)$")
_LINE = 400  # characters at the end of a passage in which a speaker is announced
_NEAR = 160  # characters behind a quotation in which its speaker is named


class Attribution:
    """Finds the speakers of quotations in a readout."""

    def __init__(self, voices: Voices, references: References) -> None:
        self.voices, self.references = voices, references

    def of(self, text: str, quote: Quotation, cut: Sequence[tuple[int, int]]) -> Voice | None:
        """By the words right before a quotation, or right behind it; None where they do not tell.

        cut: the sentences of the text.
        """
        begin = cut[max(0, bisect_right(cut, (quote.start, 0)) - 1)][0]
        before = text[begin : quote.start].rstrip()
        if before.endswith((":", ",", "that")) and (voice := self._saying(text, begin, quote.start)):
            return voice
        behind = text[quote.end : quote.end + _NEAR]
        if text[quote.end - 2 : quote.end - 1] not in {",", "?", "!"} and behind[:1] != ",":
            return None
        stop = quote.end + (first_sentence(behind) or (0, 0))[1]
        words = [w for w in words_of(text, quote.end, stop) if w.text != ","]
        if words and words[0].low in FORMS and FORMS[words[0].low].lemma in SAYING:  # “...,” said X
            name = text[words[0].end : stop].strip(" .")
            return self.heard(name, name)
        return self._saying(text, quote.end, stop)

    def announced(self, text: str) -> Voice | None:
        """Who is said to speak next, in a passage that ends with a colon or is a line above quotations."""
        if found := _ABOVE.match(text):
            return self.heard(found["who"], found["who"])
        if not text.rstrip().endswith(":"):
            return None
        start = max((start for start, _ in sentences(text[-_LINE:])), default=0) + max(0, len(text) - _LINE)
        words = words_of(text, start, len(text))
        said = len(words) > 2 and words[-2].low in FORMS
        return self._saying(text, start, len(text), words) if said else None

    def signed(self, behind: Sequence[Passage]) -> Voice | None:
        """Who is named below a quotation, on a line of its own: "- Mélanie Joly, Minister of Foreign Affairs"."""
        for passage in behind:
            if passage.text.startswith(("“", '"')):
                continue
            found = _BELOW.fullmatch(passage.text.strip())
            voice = self.heard(found["who"], found["who"]) if found else NOBODY
            return voice if voice.speaker else None
        return None

    def heard(self, phrase: str, name: str) -> Voice:
        """Someone quoted under a name, in a phrase that may tell of which country."""
        voice = self.voices.named(name)
        return voice if voice and voice.side else self.voices.quoted(phrase, name)

    def _saying(self, text: str, start: int, end: int, words: Sequence[Word] = ()) -> Voice | None:
        for clause in clauses(words or words_of(text, start, end)):
            if clause.verb.lemma in SAYING and clause.subject:
                voice = self.references.voice(clause)
                if voice == NOBODY and clause.subject.kind == "named":
                    return self.heard(text[start:end], clause.subject.names[-1])
                return voice
        return None
