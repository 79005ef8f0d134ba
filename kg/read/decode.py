r"""First step of reading: the bytes of a file become text with "\n" line ends and no byte order mark, or one clear error."""

from __future__ import annotations

import codecs
import re
from typing import Final

from kg.errors import InputError

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL: Final = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE: Final = 65_536
_DO_UTF8: Final = "save it as UTF-8"


def decode(data: bytes, where: str) -> str:
    """Decode the bytes of the file named `where`: UTF-8, UTF-16 with a mark, or GB18030.

    Raises:
        InputError: empty, binary, or in an encoding that is none of these.
    """
    text = normalise_breaks(_decode_any(data, where))
    check_text(text, where)
    return text


def normalise_breaks(text: str) -> str:
    """The text with CRLF and lone CR as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def check_text(text: str, where: str) -> None:
    """Raise InputError unless the text has a visible character and none that only binary data has (NUL, lone surrogates, many controls)."""
    if not text or text.isspace():
        raise InputError(where, "is empty", "give a file with text")
    if "\0" in text:
        raise InputError(where, "holds NUL characters: binary data, not text", "give a text file")
    if len(_CONTROL.findall(text[:_SAMPLE])) * 20 > min(len(text), _SAMPLE):
        raise InputError(where, "looks like binary data", "give a text file")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(where, f"holds half a surrogate pair at character {error.start}", _DO_UTF8) from None


def _decode_any(data: bytes, where: str) -> str:
    if not data:
        raise InputError(where, "is empty", "give a file with text")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(where, f"says it is {encoding.upper()} but is not, at byte {error.start + len(mark)}", _DO_UTF8) from None
    if b"\0" in data:
        raise InputError(where, "is binary data, not text", "give a text file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        utf8_error = error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _is_plausible_chinese(text):
        return text
    what = f"is neither UTF-8 (byte {utf8_error.start} does not fit) nor GB18030"
    if utf8_error.reason == "unexpected end of data":
        what = "ends in the middle of a UTF-8 character: cut off"
    raise InputError(where, what, _DO_UTF8)


def _is_plausible_chinese(text: str) -> bool:
    """Whether most non-ASCII characters are everyday Chinese: other encodings read as GB18030 give rare characters instead."""
    foreign = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(_is_everyday(char) for char in foreign) >= 0.8 * len(foreign)


def _is_everyday(char: str) -> bool:
    """Whether GB 2312 has the character among its punctuation, full-width forms or first-level hanzi."""
    code = char.encode("gb2312", "ignore")
    return len(code) == 2 and (code[0] in (0xA1, 0xA3) or 0xB0 <= code[0] <= 0xD7)
