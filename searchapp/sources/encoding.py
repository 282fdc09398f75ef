"""Bytes to text: the encoding is found, not assumed; then one form of line end and of accents."""

import codecs
import re
import unicodedata

import charset_normalizer

from searchapp.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROLS = bytes(code for code in range(0x80) if _CONTROL.match(chr(code)))
_MOJIBAKE = re.compile(r"[ÃÂ][\u0080-\u00bf]|â€|â[\u0080-\u009f]")
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_WINDOW = re.compile(r"[ \t]?[(\[]?\bopens? (?:in )?a new window\b[)\]]?(?=[^\n])", re.IGNORECASE)  # of links
_STACKED = 30  # combining marks on a letter: UAX #15's Stream-Safe Text Format; more are sorted in the square of their time
_UNWORDED = re.compile(rf"[^\w\s\x00-\x7f]{{{_STACKED + 1},}}")
_LINE_ENDS = ("\r", "\u2028", "\u2029", "\x85")
_LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x85")


def decode(data: bytes, path: str) -> str:
    """The text of a file: NFC, `\\n` line ends, no byte-order mark, no control characters.

    Raises SourceError for an empty file, and one that is no text.
    """
    if not data.strip():
        raise SourceError(path, "the file is empty.")
    text = tidied(_text(data, path))
    if not text.strip():
        raise SourceError(path, "the file is empty.")
    return text


def tidied(text: str) -> str:
    """A text in one form: NFC, `\\n` line ends, no control characters, misread letters mended."""
    text = _mended(text)
    if any(mark in text for mark in _LINE_ENDS):
        text = _LINE_END.sub("\n", text)
    data = text.encode("utf-8", "surrogatepass")  # in bytes, what few texts have is soon looked for
    if len(data.translate(None, _CONTROLS)) < len(data):
        text = _CONTROL.sub(" ", text)
    text = unicodedata.normalize("NFC", unstacked(text.replace("\u00a0", " ").replace("\u200b", "")))
    if b"ndow" in data.lower():
        text = _WINDOW.sub("", text)
    return text


def unstacked(text: str) -> str:
    """The text with at most 30 combining marks on a letter; no language stacks as many."""
    return text if text.isascii() else _UNWORDED.sub(_first_marks, text)


def _first_marks(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for letter in run.group():
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _STACKED:
            kept.append(letter)
    return "".join(kept)


def _mended(text: str) -> str:
    """The text with UTF-8 that was once read as Windows letters read right: `BÃ¡rcena` is Bárcena."""
    wrong = any(letter in text for letter in "ÃÂâ") and _MOJIBAKE.search(text)
    return _RUN.sub(_reread, text) if wrong else text


def _reread(run: re.Match[str]) -> str:
    data = bytearray()
    for letter in run.group():
        try:
            data += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:
                return run.group()
            data.append(ord(letter))  # a byte to which Windows gives no letter
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return run.group()


def _text(data: bytes, path: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise SourceError(
                    path, f"it says that it is {encoding}, and is not. Save it as UTF-8."
                ) from error
    if b"\x00" in data:
        raise SourceError(path, "it is not text (it has zero bytes). Save it as .txt, .md or .html in UTF-8.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if len(_MULTIBYTE.findall(data)) > data.decode("utf-8", "replace").count("\ufffd"):
        return data.decode("utf-8", "as-windows")  # UTF-8 with a few stray bytes
    if declared := _DECLARED.search(data[:4096]):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # a page that is wrong about itself: look at the bytes
    best = charset_normalizer.from_bytes(data).best()
    return str(best) if best is not None else data.decode("utf-8", "as-windows")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8, as the Windows encoding that it most likely comes from has it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("as-windows", _as_windows)
