"""Villages, read from one file of compressed blocks, a block per prefecture; nothing is read before the first question.

The file `villages.bin` begins with the line `COUNT`, then COUNT lines `PREFIX OFFSET LENGTH` (offset from the end of the index), then the blocks.
A block is bzip2 of UTF-8 lines: `=TOWNSHIP` (9 digits) opens a township; each other line is a village, with its last three digits before
the name where they are not one more than those of the line before. bzip2, because its output has not changed between versions of the library.
"""

from __future__ import annotations

import bz2
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

Village = tuple[str, str]
"""Twelve-digit code and name as in the source table."""

_TOWNSHIPS: Final = 2_000
_LINE: Final = re.compile(r"(?:#(\d{3}))?(.*)")


def pack(villages: Iterable[Village]) -> bytes:
    """The bytes of the villages file for villages given in any order."""
    blocks: dict[str, list[str]] = {}
    township, number = "", -1
    for code, name in sorted(villages):
        lines = blocks.setdefault(code[:4], [])
        if code[:9] != township:
            township, number = code[:9], 0
            lines.append(f"={township}")
        number += 1
        lines.append(name if int(code[9:]) == number else f"#{code[9:]}{name}")
        number = int(code[9:])
    packed = {prefix: bz2.compress("\n".join(lines).encode(), 9) for prefix, lines in blocks.items()}
    index, offset = [f"{len(packed)}\n"], 0
    for prefix, block in packed.items():
        index.append(f"{prefix} {offset} {len(block)}\n")
        offset += len(block)
    return "".join(index).encode() + b"".join(packed.values())


def _rows(township: str, lines: Iterable[str]) -> Iterator[Village]:
    """The villages that the lines of one township say."""
    number = 0
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:  # a line break inside a name cannot come out of pack()
            raise ValueError(line)
        number = int(match[1]) if match[1] else number + 1
        yield f"{township}{number:03}", match[2]


class VillageFile:
    """Looks villages up by township; keeps the text of the blocks once read (all of them are 15 MB), and no file open between questions."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._index: Mapping[str, tuple[int, int]] | None = None
        self.blocks_read = 0
        self._block = cache(self._read)
        self.of = lru_cache(maxsize=_TOWNSHIPS)(self._of)
        """The villages of a township by its nine-digit code, sorted by code; empty where there are none."""

    def _positions(self) -> Mapping[str, tuple[int, int]]:
        if self._index is None:
            with self._path.open("rb") as file:
                rows = [file.readline().split() for _ in range(int(file.readline()))]
                base = file.tell()
            self._index = {prefix.decode(): (base + int(offset), int(length)) for prefix, offset, length in rows}
        return self._index

    def _read(self, prefix: str) -> str:
        position = self._positions().get(prefix)
        if position is None:
            return ""
        self.blocks_read += 1
        with self._path.open("rb") as file:
            file.seek(position[0])
            return bz2.decompress(file.read(position[1])).decode()

    def _of(self, township: str) -> tuple[Village, ...]:
        block, head = self._block(township[:4]), f"={township}\n"
        at = 0 if block.startswith(head) else block.find(f"\n{head}") + 1
        if not block.startswith(head, at):
            return ()
        start, end = at + len(head), block.find("\n=", at)
        return tuple(_rows(township, block[start : end if end >= 0 else None].split("\n")))

    def prefixes(self) -> tuple[str, ...]:
        """The four-digit beginnings of codes for which there is a block, sorted."""
        return tuple(self._positions())

    def all_of(self, prefix: str) -> tuple[Village, ...]:
        """All villages whose code begins with a four-digit prefix, sorted by code."""
        towns = (line[1:] for line in self._block(prefix).split("\n") if line.startswith("="))
        return tuple(row for township in towns for row in self._of(township))
