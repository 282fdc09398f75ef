"""Who speaks: the labels before a colon that make a text a dialogue ("NHK, Aoki:", "SECRETARY BLINKEN:")."""

import re
from collections import Counter
from functools import lru_cache

from searchapp.extract.block import Block
from searchapp.extract.marks import ends

_TURN = re.compile(
    r"""(?:\*\*|__)?[(（【\[]?(?P<speaker>
        (?:Q|A|QUESTION|ANSWER|REPORTER|Reporter|Question|Answer|MODERATOR|OPERATOR|INTERPRETER)(?:\s*\d{1,2})?(?:\s*\([^)]{1,60}\))?
      | (?!(?:Date|Place|Time|Venue|Note|Photo|Contact|Subjects?|Topics?|Source|Related|Participants|Location|Theme)\b)
        [A-Z“][^:.!?;]{0,6}(?:[^:.!?;]|(?<=\b(?:Mr|Ms|Dr|St|Jr|Sr))\.|(?<=\bMrs)\.|(?<=\bH\.E)\.|(?<=\b[A-Z])\.){1,70}
    )[)）】\]]?(?:\*\*|__)?\s?[:：](?:\*\*|__)?\s*""",
    re.VERBOSE,
)
_QUESTION = re.compile(r"(?P<speaker>[QA])\.\s+(?=\S)")
_SPOKEN = re.compile(
    r"""\b(?:Q|A|question|answer|reporter|journalist|moderator|operator|interpreter|host|mr|ms|mrs|dr|secretary|minister|ambassador|president|chancellor
    |spokesperson|spokesman|spokeswoman|official|officer|representative|commissioner|general|senator|governor|king|envoy|administrator|director|chair|staff|premier)\b""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_CONNECTOR = frozenset("of for the and de del la al bin von van der to in on at y da dos el".split())
_FAR = 90  # characters of a line in which a label's colon must stand
_DIALOGUE, _REPEATED = 2, 3  # labels with an office, or the same label again, that make a text a dialogue


def turns(made: list[Block]) -> list[Block]:
    """The blocks, with the first paragraph of each turn marked by its speaker.

    A text is a dialogue where labels name offices or questions ("Minister Kamikawa:", "Q:"), or one label
    stands again and again. In a dialogue the other labels ("NHK, Aoki:") count too. A label on a line of
    its own belongs to the paragraph below it.
    """
    labels = [_label(block) for block in made]
    if not any(found and found.re is _QUESTION and found["speaker"] == "Q" for found in labels):
        labels = [None if found and found.re is _QUESTION else found for found in labels]
    names = [found["speaker"] for found in labels if found]
    spoken = sum(bool(_SPOKEN.search(name)) for name in names)
    times = Counter(names)
    prose = sum(bool(found) and ends(block.text) for block, found in zip(made, labels, strict=True))
    again = max(times.values(), default=0) >= _REPEATED and prose * 2 > len(names)
    capitals = sum(name.isupper() and " " in name for name in names)
    dialogue = spoken >= _DIALOGUE or again or (spoken > 0 and capitals >= _DIALOGUE)
    if not spoken and not dialogue:
        return made
    return _spoken([
        (block, found if found and _speaks(found["speaker"], dialogue, times) else None)
        for block, found in zip(made, labels, strict=True)
    ])  # fmt: skip


def _speaks(name: str, dialogue: bool, times: Counter[str]) -> bool:
    """Whether a label is a speaker's: one with an office, or in a dialogue two words, capitals, or one said twice."""
    if _SPOKEN.search(name):
        return True
    return dialogue and (" " in name or name.isupper() or times[name] > 1)


def _spoken(read: list[tuple[Block, re.Match[str] | None]]) -> list[Block]:
    named: list[Block] = []
    waiting: str | None = None
    for block, found in read:
        if found:
            name = found["speaker"].strip(" *_")
            if found.end() >= len(block.text):
                waiting = name
                continue
            named.append(block.turn(name, found.end()))
        elif waiting and block.kind in {"paragraph", "item", "heading"}:
            named.append(block.turn(waiting))
        else:
            named.append(block)
        waiting = None
    return named


def _label(block: Block) -> re.Match[str] | None:
    if block.kind not in {"paragraph", "heading", "item"} or block.mark:
        return None
    found = _TURN.match(block.text) if is_labelled(block.text) else _QUESTION.match(block.text)
    return found if found and _is_speaker(found["speaker"]) else None


def is_labelled(text: str) -> bool:
    """Whether a line may begin with a label; a quick look."""
    return (text.find(":", 0, _FAR) if ":" in text[:_FAR] else text.find("：", 0, _FAR)) > 0


def is_turn(text: str) -> bool:
    """Whether a line begins with a speaker's label, or is one that names an office."""
    found = _TURN.match(text) if is_labelled(text) else None
    if found is None or not _is_speaker(found["speaker"]):
        return False
    return found.end() < len(text) or bool(_SPOKEN.search(found["speaker"]))


@lru_cache(maxsize=1 << 10)  # a label stands before every turn of its speaker
def _is_speaker(label: str) -> bool:
    """Whether a label names a speaker: nothing in it but names, offices and connectors."""
    words = re.sub(r"\([^)]*\)", "", label).replace(",", " ").split()
    return 0 < len(words) <= 12 and all(
        w[0].isupper() or not w[0].isalpha() or w.lower() in _CONNECTOR for w in words
    )
