"""Markdown sources: YAML front matter, and inline marks turned into safe HTML."""

import html
import re
from typing import Any

import frontmatter
import markdown
import nh3
import yaml
from frontmatter.default_handlers import YAMLHandler

from searchapp.errors import SourceError
from searchapp.sources.encoding import unstacked

_MARKED = re.compile(r"[*_`\[\]<>&\\]")
_TAGS = {"em", "strong", "code", "a", "br", "sub", "sup", "del", "ins", "abbr"}
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_TAG = re.compile(r"<[^>]*>")


class _Strings(YAMLHandler):
    """Reads every scalar as the text that was typed: `NO` is Norway, 2023-09-21 a string."""

    loaded: Any = None

    def load(self, fm: str, **_: object) -> Any:
        self.loaded = yaml.load(fm, Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader makes strings, never objects)
        return self.loaded


def split_front_matter(text: str, path: str) -> tuple[dict[str, str | list[str]], str, int]:
    """The front matter, the body, and the file's line on which the body begins.

    Raises SourceError, naming the line, for YAML that cannot be read or is no list of keys.
    """
    handler = _Strings()
    try:
        matter, body = frontmatter.parse(text, handler=handler)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or "not YAML"
        raise SourceError(
            path, f"{where}front matter cannot be read: {problem}. Put quotes round the value."
        ) from error
    if isinstance(handler.loaded, list):
        raise SourceError(path, "line 2: front matter must be `key: value` lines.")
    if isinstance(handler.loaded, str):
        return {}, text, 1  # a text between two rules, not front matter
    clean = {str(key).strip().lower(): _value(key, value, path) for key, value in matter.items()}
    first_line = text.count("\n", 0, len(text) - len(text.lstrip())) + 1
    if body and (at := text.rfind(body)) >= 0:
        first_line = text.count("\n", 0, at) + 1
    return {key: value for key, value in clean.items() if value != ""}, body, first_line


def _value(key: object, value: object, path: str) -> str | list[str]:
    if value is None or isinstance(value, str):
        return _plain(value or "")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [text for item in value if (text := _plain(item))]
    raise SourceError(path, f"front matter: {key} must be a text or a list of texts.")


def _plain(text: str) -> str:
    """A value without what cannot be shown (YAML escapes may name it), and without YAML's words for nothing."""
    clean = unstacked(_UNSHOWN.sub(" ", text)).strip()
    return "" if clean in {"null", "Null", "NULL", "~"} else clean


def inline(text: str) -> tuple[str, str]:
    """A passage's plain text, and its sanitised HTML where it has inline marks, else "".

    The text content of the HTML is the plain text, character for character.
    """
    if not _MARKED.search(text):
        return text, ""
    # A list mark or number at the start is the passage's own, already taken off: keep it from being one.
    escaped = re.sub(r"^(\s*)(\d*)([#.+*>-])(?=\s|#)", r"\1\2\\\3", text.replace("\n", " "))
    made = markdown.markdown(escaped)
    safe = nh3.clean(
        made,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    safe = re.sub(r"\s*\n\s*", " ", safe).strip()
    plain = html.unescape(_TAG.sub("", safe))
    return (plain, safe) if safe != html.escape(plain, quote=False) else (plain, "")
