"""Bytes become text with plain line ends, or one clear error."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.read.decode import decode

TEXT = "云岭县民政局开展“暖冬行动”，\n为困难群众发放棉衣。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_every_supported_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf16_needs_its_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding), "a.txt") == TEXT
    with pytest.raises(InputError):
        decode(TEXT.encode(encoding), "a.txt")


def test_all_line_ends_become_one() -> None:
    assert decode("甲。\r\n乙。\r丙。\n".encode(), "a.txt") == "甲。\n乙。\n丙。\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x00" * 64, "binary"),
        (bytes(range(256)) * 8, "binary"),
        ("町の予算は増えました。".encode("shift-jis"), "neither UTF-8"),
        ("縣政府發佈關於農業發展的實施辦法".encode("big5"), "neither UTF-8"),
        ("云岭县民政局".encode() + "开展活动".encode("gb18030"), "neither UTF-8"),
        ("云岭县民政局开展".encode()[:-1], "cut off"),
        (b"\x01\x02\x03\x04ab" * 8, "binary"),
    ],
)
def test_what_is_no_text_is_one_clear_error(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        decode(data, "坏.txt")
    assert str(caught.value).startswith("坏.txt: ")
    assert "\n" not in str(caught.value)
