"""Rebuilds the gazetteer's data from the public tables: `python -m kg.gazetteer.build SOURCE_DIR [OUT_DIR]`, the same bytes every time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.gazetteer import sources
from kg.gazetteer.division import ancestors_by_code, level_of
from kg.gazetteer.history import Succession, Today, changes_of, former_names
from kg.gazetteer.load import DATA
from kg.gazetteer.naming import short_names
from kg.gazetteer.villages import pack

_GROUPINGS: Final = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_TABLE_YEAR: Final = 2023
# By the first two digits of the code; a province may have two.
_ABBREVIATIONS: Final = {
    "11": "京",
    "12": "津",
    "13": "冀",
    "14": "晋",
    "15": "蒙",
    "21": "辽",
    "22": "吉",
    "23": "黑",
    "31": "沪",
    "32": "苏",
    "33": "浙",
    "34": "皖",
    "35": "闽",
    "36": "赣",
    "37": "鲁",
    "41": "豫",
    "42": "鄂",
    "43": "湘",
    "44": "粤",
    "45": "桂",
    "46": "琼",
    "50": "渝",
    "51": "川蜀",
    "52": "黔贵",
    "53": "滇云",
    "54": "藏",
    "61": "陕秦",
    "62": "甘陇",
    "63": "青",
    "64": "宁",
    "65": "新",
    "71": "台",
    "81": "港",
    "82": "澳",
}


def upper(folder: Path) -> dict[str, str]:
    """Code to name of levels 1 to 4: the table of 2023 without its grouping rows, then what is new in the list of 2026."""
    names = {f"{code}0000": name for code, name in sources.table(folder, "provinces").items()}
    names |= {f"{code}00": name for code, name in sources.table(folder, "cities").items() if name not in _GROUPINGS}
    for code, name in sources.table(folder, "areas").items():
        # 东莞, 中山, 儋州, 嘉峪关 have no counties; the table repeats the prefecture as its own county.
        if name not in _GROUPINGS and names.get(f"{code[:4]}00") != name:
            names[code] = name
    names |= sources.table(folder, "streets")
    for code, name in sources.newer_divisions(folder).items():
        names.setdefault(code, name)
    return names


def _newer(folder: Path, names: Mapping[str, str]) -> str:
    """A line (code, year) for each division that is not in the table of 2023, the year from the list of changes, else the one after the table's."""
    listed = {f"{code}0000" for code in sources.table(folder, "provinces")} | {f"{code}00" for code in sources.table(folder, "cities")}
    listed |= {*sources.table(folder, "areas"), *sources.table(folder, "streets")}
    years: dict[str, int] = {}
    for event in sources.events(folder):
        new = event["new"] or {}
        if event["year"] >= _TABLE_YEAR:
            years.setdefault(str(new.get("code") or "")[:6] or str(new.get("name")), event["year"])
    lines = []
    for code, name in names.items():
        if code not in listed and level_of(code) > 1:
            year = years.get(code, years.get(name, _TABLE_YEAR + 1)) if len(code) == 6 else _TABLE_YEAR + 1
            lines.append(f"{code}\t{year}\n")
    return "".join(sorted(lines))


def _parent(code: str, names: Mapping[str, str]) -> str | None:
    return next((above for above in ancestors_by_code(code) if above in names), None)


def newer_townships(folder: Path, names: dict[str, str]) -> list[tuple[str, str]]:
    """Adds the townships of 2026 that have a code of their own, and returns (code, newer name) of those renamed under the code they had."""
    newer = sources.newer_townships(folder)
    known = {(code[:6], name) for code, name in names.items() if len(code) == 9}
    still = {(code[:6], name) for code, name in newer.items()}
    renamed: list[tuple[str, str]] = []
    for code, name in sorted(newer.items()):
        if (code[:6], name) in known or _parent(code, names) is None:
            continue
        if code not in names:
            names[code] = name
        elif (code[:6], names[code]) not in still:  # the older name is gone from the county: the code's bearer was renamed
            renamed.append((code, name))
    return renamed


def _shorts(code: str, names: Mapping[str, str]) -> tuple[str, ...]:
    level = level_of(code)
    parents: list[str] = []
    if level == 3:
        for above in ancestors_by_code(code):
            if above in names:
                parents += [names[above], *short_names(names[above], level_of(above))[:1]]
    return short_names(names[code], level, tuple(parents))


def _divisions(folder: Path, names: Mapping[str, str]) -> str:
    items, points = sources.wikidata(folder)
    lines: list[str] = []
    for code, name in names.items():
        abbr = _ABBREVIATIONS[code[:2]] if code.endswith("0000") and len(code) == 6 else ""
        cells = (code, name, " ".join(_shorts(code, names)), abbr, items.get(code, ""), *points.get(code, ("", "")))
        lines.append("\t".join(cells).rstrip("\t") + "\n")
    return "".join(sorted(lines))


def _former(folder: Path, names: Mapping[str, str], renamed: list[tuple[str, str]]) -> str:
    upper_names = {code: name for code, name in names.items() if len(code) == 6}
    provinces = {name: code[:2] for code, name in upper_names.items() if code.endswith("0000")}
    found: tuple[Succession, ...] = former_names(changes_of(sources.events(folder), provinces), Today(upper_names), upper_names)
    rows = [(item.code, item.former.name, item.former.code, item.former.since, item.former.until) for item in found]
    rows += [(code, name, code, _TABLE_YEAR, None) for code, name in renamed]
    lines = ("\t".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)
    return "".join(sorted(lines))


def _names(divisions: str, former: str) -> str:
    """The index of names: a line per name with its uses (`f`ull, `s`hort, `o`ld, `a`bbreviation, each with the level), then the codes it leads to."""
    found: dict[str, set[tuple[str, str]]] = {}
    for line in divisions.splitlines():
        code, name, short, abbr = (*line.split("\t", 4)[:4], "", "")[:4]
        for use, given in (("f", [name]), ("s", short.split()), ("a", list(abbr))):
            for each in given:
                found.setdefault(each, set()).add((use, code))
    today = frozenset(found)
    for line in former.splitlines():
        code, name = line.split("\t", 2)[:2]
        found.setdefault(name, set()).add(("o", code))
        for each in short_names(name, level_of(code)):
            if each not in today:  # 襄阳 is the city of today, not the county of that name which became 襄州区
                found.setdefault(each, set()).add(("o", code))
    lines: list[str] = []
    for name, pairs in found.items():
        uses = sorted({(level_of(code), "fsao".index(use), f"{use}{level_of(code)}") for use, code in pairs})
        codes = sorted({code for _, code in pairs}, key=lambda code: (level_of(code), code))
        lines.append(f"{name}\t{' '.join(use for _, _, use in uses)}\t{' '.join(codes)}\n")
    return "".join(sorted(lines))


def build(folder: Path, out: Path) -> None:
    """Writes `divisions.tsv`, `former.tsv`, `newer.tsv`, `names.tsv` and `villages.bin` into `out`.

    Raises ConfigError where one of the source tables in `folder` is missing.
    """
    names = upper(folder)
    renamed = newer_townships(folder, names)
    out.mkdir(parents=True, exist_ok=True)
    divisions, former = _divisions(folder, names), _former(folder, names, renamed)
    (out / "divisions.tsv").write_bytes(divisions.encode())
    (out / "former.tsv").write_bytes(former.encode())
    (out / "newer.tsv").write_bytes(_newer(folder, names).encode())
    (out / "names.tsv").write_bytes(_names(divisions, former).encode())
    (out / "villages.bin").write_bytes(pack(sources.villages(folder)))


def main(arguments: list[str]) -> int:
    """The command; returns its exit status."""
    if len(arguments) not in {1, 2}:
        sys.stderr.write("usage: python -m kg.gazetteer.build SOURCE_DIR [OUT_DIR]\n")
        return 2
    try:
        build(Path(arguments[0]), Path(arguments[1]) if len(arguments) == 2 else DATA)
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
