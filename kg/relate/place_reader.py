"""Describe how two places, or a body and a place, stand to each other: paths, lists, words of belonging, and what the codes allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Entity
from kg.relate.candidates import Instance, ancestors
from kg.relate.cues import Cues
from kg.relate.namings import Page

_LEVEL_WORD: Final = re.compile(r"[该本我全]?(自治区|自治州|街道|社区|省|市|州|盟|县|区|旗|镇|乡|村)")
_ENDS: Final = re.compile(r"(省|市|州|盟|县|区|旗|镇|乡|街道|村|社区)$")
_NEAR: Final = 6
_RIVALS: Final = 10
_MUNICIPALITIES: Final = ("11", "12", "31", "50")
_REACH: Final = 60


def place_features(page: Page, cues: Cues, instance: Instance) -> list[str]:
    """The features of `instance.subject` lying within `instance.object`."""
    child, parent = page.namings[instance.subject], page.namings[instance.object]
    low, high = sorted((instance.subject, instance.object))
    order = "down" if instance.object == low else "up"
    one, two = page.namings[low], page.namings[high]
    apart = min(two.sentence - one.sentence, 3)
    inner, outer = page.entities[child.key], page.entities[parent.key]
    codes = code_relation(inner, outer)
    nearest = _nearest_above(page, inner) == outer.key
    found = [f"{order}", f"codes={codes}", f"codes={codes}|{order}|{min(apart, 1)}", f"apart={apart}", f"nearest={nearest}|{codes}"]
    found += [f"levels={_level(outer)}>{_level(inner)}", f"outer={_ending(outer)}|{order}", f"inner={_ending(inner)}|{order}"]
    if apart == 0:
        found += _gap_features(page, cues, (low, high), order, codes)
    if high != low + 1 and page.follows(instance.subject) and page.namings[instance.subject - 1].kind == "Place":
        found.append("child has own path")
    found += [flag for flag, here in (("outer titled", outer.key in page.titled), ("outer focus", outer.key == page.focus)) if here]
    found.append(f"outer count={min(page.count[outer.key], 3)}|{min(apart, 1)}")
    opens = any(1 < len(name) < len(inner.name) and inner.name.startswith(name) for name in (outer.name, *outer.aliases))
    found.append(f"child opens with parent={opens}|{codes}")
    if opens:
        found.append(f"child opens with parent|{_ending(inner)}")
    if page.stepped.get(inner.key, outer.key) != outer.key:
        found.append(f"child has path elsewhere|{codes}")
    found.append(f"meant={not child.named}|{not parent.named}")
    return found


def _gap_features(page: Page, cues: Cues, ends: tuple[int, int], order: str, codes: str) -> list[str]:
    """What stands between two places of one sentence: nothing (a path), a list that goes on, a word of belonging."""
    low, high = ends
    raw = page.text[page.namings[low].span.end : page.namings[high].span.start]
    gap = "path" if not raw else raw.strip() if len(raw.strip()) <= 2 else "long"
    found = [
        f"gap={gap}|{order}",
        f"gap={gap}|{order}|{codes}",
        f"between={min(high - low - 1, 4)}|{order}",
        f"chars={min(len(raw) // 8, 6)}|{order}",
    ]
    if low > 0 and page.follows(low) and page.namings[low - 1].kind == "Place":
        found.append(f"outer has path|{order}")
    listed = raw and all(
        page.text[page.namings[i].span.end : page.namings[i + 1].span.start] in {"", "、", "和", "及", "与", "，"} for i in range(low, high)
    )
    if listed:
        first = page.namings[low + 1]
        found += [f"list goes on|{order}|{codes}", f"list after path={first.span.start == page.namings[low].span.end}|{order}|{codes}"]
        found.append(f"list alike={_ending(page.entities[first.key]) == _ending(page.entities[page.namings[high].key])}|{order}|{codes}")
    between = raw[-_REACH:]
    for key in ("within", "within:inverse", "locatedIn"):
        cue = cues.last(key, between)
        if cue is not None:
            found += [f"cue:{key}|{order}|{'close' if cue[1] <= 2 else 'far'}", f"cue={cue[0]}|{order}"]
    behind, ahead = page.text[page.after(high) : page.after(high) + 8], page.text[max(0, page.before(low) - 6) : page.before(low)]
    found.append(f"behind={behind[:1]}|{order}|{gap if len(gap) < 2 or gap == 'path' else 'long'}")
    found.append(f"ahead={ahead[-1:]}|{order}")
    if cues.framed("within:frame", between[-6:], behind):
        found.append(f"framed|{order}")
    if not raw:
        found.append(f"path of {min(len(page.namings[low].span), 2)} and {min(len(page.namings[high].span), 3)} characters|{codes}")
    return found


def code_relation(inner: Entity, outer: Entity) -> str:
    """What the codes say of one place lying in another: `direct`, `above` (some levels), `against`, or which code is missing."""
    if not inner.code or not outer.code:
        return "none coded" if not inner.code and not outer.code else "inner open" if not inner.code else "outer open"
    chain = ancestors(inner.code)
    if outer.code not in chain:
        return "reverse" if inner.code in ancestors(outer.code) else "against"
    return "direct" if chain[0] == outer.code else "above"


def _nearest_above(page: Page, inner: Entity) -> str | None:
    """The key of the lowest place of the document above `inner` by code."""
    if not inner.code:
        return None
    return next((page.places[code] for code in ancestors(inner.code) if code in page.places), None)


def _level(place: Entity) -> int:
    if not place.code:
        return 0
    if len(place.code) > 6:
        return 4 if len(place.code) == 9 else 5
    return 1 if place.code.endswith("0000") else 2 if place.code.endswith("00") else 3


def _ending(place: Entity) -> str:
    match = _ENDS.search(place.name)
    return match[1] if match else "coded" if place.code else place.name[-1:]


def jurisdictions(page: Page) -> Iterator[tuple[str, str, int, int]]:
    """(agency key, place key, agency naming, place naming) of each body and each place that may be its own, nearest namings first."""
    named = {
        alias: entity.key
        for entity in page.entities.values()
        if entity.kind == "Place" and entity.key in page.positions
        for alias in (entity.name, *entity.aliases)
    }
    for key in sorted(entity.key for entity in page.entities.values() if entity.kind == "Agency" and entity.key in page.positions):
        body, mine = page.entities[key], page.positions[key]
        options: dict[str, tuple[int, int]] = {}
        if body.jurisdiction in page.places:
            place = page.places[body.jurisdiction]
            options[place] = _closest(mine, page.positions[place])
        for end in range(2, min(len(body.name), 16)):
            if body.name[:end] in named:
                place = named[body.name[:end]]
                options.setdefault(place, _closest(mine, page.positions[place]))
        for index in mine[:6]:
            for other in range(index - 1, max(-1, index - 1 - _NEAR), -1):
                near = page.namings[other]
                if near.kind == "Place" and page.namings[index].sentence - near.sentence <= 1:
                    options.setdefault(near.key, (index, other))
        if page.focus in page.positions and page.entities[page.focus].kind == "Place":
            options.setdefault(page.focus, _closest(mine, page.positions[page.focus]))
        yield from ((key, place, *found) for place, found in sorted(options.items()))


def _closest(mine: list[int], others: list[int]) -> tuple[int, int]:
    return min(((i, j) for i in mine[:12] for j in others[:12]), key=lambda pair: (abs(pair[0] - pair[1]), pair))


def jurisdiction_features(page: Page, body: Entity, place: Entity, index: int, other: int) -> list[str]:
    """The features of a body acting for a place."""
    one, two = page.namings[index], page.namings[other]
    apart = min(abs(one.sentence - two.sentence), 3)
    own = "own" if body.jurisdiction and body.jurisdiction == place.code else "other" if body.jurisdiction else "open"
    named = own != "own" and bool(body.jurisdiction in page.places)
    rule = body.rule
    match = _LEVEL_WORD.match(body.name)
    prefix = any(len(alias) > 1 and name.startswith(alias) for alias in (place.name, *place.aliases) for name in (body.name, *body.aliases))
    found = [
        own,
        f"{own}|{rule}",
        f"{own}|apart={apart}|{rule}",
        f"{own}|prefix={prefix}",
        f"{own}|elsewhere={named}",
        f"order={other < index}|{own}",
    ]
    found.append(f"{own}|level={_level(place)}|word={match[1] if match else ''}")
    found.append(f"{own}|level={_level(place)}")
    found.append(f"adjacent={two.span.end == one.span.start}|{own}")
    raw = page.text[two.span.end : one.span.start] if other < index and apart == 0 else ""
    if raw:
        found.append(f"gap={raw if len(raw) <= 2 else 'long'}|{own}")
    found += [f"{own}|focus={place.key == page.focus}", f"{own}|titled={place.key in page.titled}", f"{own}|count={min(page.count[place.key], 3)}"]
    found += [f"ending={body.name[-1:]}", f"function={body.function is not None}|{own}", f"ending={_ending(place)}|{own}"]
    found += [f"listed={page.head(other) != page.tail(other)}|{own}|{apart}", f"listed={page.head(other) != page.tail(other)}|prefix={prefix}"]
    found += [f"rest={rest}|{own}" for rest in _rests(body, place)]
    found += _fit(page, body, place, (index, other), own)
    between = [n for n in page.namings[min(index, other) + 1 : max(index, other)] if n.kind == "Place"]
    found.append(f"places between={min(len({n.key for n in between}), 2)}|{own}")
    found.append(f"body count={min(page.count[body.key], 3)}|{own}")
    return found


def _rests(body: Entity, place: Entity) -> list[str]:
    """How the body's name goes on behind the longest name of the place that it begins with: 高新 in 株洲高新区管委会."""
    opened = [alias for alias in (place.name, *place.aliases) if len(alias) > 1 and len(body.name) > len(alias) and body.name.startswith(alias)]
    rest = body.name[len(max(opened, key=len)) :] if opened else ""
    return [rest[:2], f"{rest[-2:]}$"] if rest else []


def _fit(page: Page, body: Entity, place: Entity, ends: tuple[int, int], own: str) -> list[str]:
    """Whether the level word of a body (市 in 市委) fits the place, and how many fitting places stand nearer."""
    index, other = ends
    match = _LEVEL_WORD.match(body.name)
    word = match[1] if match else ""
    fits = _fits(place, word)
    rivals: list[str] = []
    for step in range(index - 1, max(-1, index - 1 - _RIVALS), -1):
        naming = page.namings[step]
        if naming.key == place.key:
            break
        if naming.kind == "Place" and naming.key not in rivals and _fits(page.entities[naming.key], word):
            rivals.append(naming.key)
    nearer = min(len(rivals), 3)
    kind = "word" if word else "bare"
    if word not in page.fitting:
        page.fitting[word] = sum(_fits(page.entities[key], word) for key in page.places.values())
    only = page.fitting[word] == 1
    found = [f"fits={fits}|{kind}|nearer={nearer}|{own}", f"fits={fits}|{kind}|only={only}", f"fits={fits}|{kind}|titled={place.key in page.titled}"]
    found += [f"fits={fits}|{kind}|focus={place.key == page.focus}", f"fits={fits}|{kind}|before={other < index}"]
    return found


def _fits(place: Entity, word: str) -> bool:
    """Whether a place is of the level that a body's level word says (a municipality is a 市); any division fits no word."""
    if not place.code:
        return place.name.endswith(word) if word else False
    level = _level(place)
    if not word:
        return level > 0
    if word in {"市", "州", "盟"}:
        return (
            level == 2
            or (level == 1 and place.code[:2] in _MUNICIPALITIES)
            or (level == 3 and word == "市" and not place.name.endswith(("县", "区")))
        )
    if word in {"省", "自治区"}:
        return level == 1
    return level == (3 if word in {"县", "区", "旗"} else 4 if word in {"镇", "乡", "街道"} else 5)
