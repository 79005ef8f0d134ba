"""How names of divisions vary: the short names that follow from a full one, and the keys under which a village's name is found."""

from __future__ import annotations

import re
from typing import Final

# Longest first, so that 土家族 is tried before 土族; the last alternatives are peoples that names carry without 族.
_PEOPLES: Final = (
    "乌孜别克族|柯尔克孜族|俄罗斯族|哈萨克族|塔吉克族|维吾尔族|达斡尔族|鄂伦春族|鄂温克族|塔塔尔族|布依族|朝鲜族|土家族|哈尼族|傈僳族|高山族|拉祜族|"
    "东乡族|纳西族|景颇族|仫佬族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族|德昂族|保安族|裕固族|独龙族|赫哲族|门巴族|珞巴族|基诺族|蒙古族|"
    "各族|回族|藏族|苗族|彝族|壮族|满族|侗族|瑶族|白族|黎族|傣族|佤族|畲族|水族|土族|羌族|怒族|京族|柯尔克孜|维吾尔|哈萨克|塔吉克|达斡尔|鄂伦春|鄂温克|锡伯|蒙古"
)
_PEOPLE: Final = re.compile(f"(?:{_PEOPLES}){{1,9}}$")
_LOCATOR: Final = re.compile("[东西南北中城市郊县]+")
_TAILS: Final = {
    1: ("特别行政区", "自治区", "省", "市"),
    2: ("自治州", "地区", "盟", "市"),
    3: ("自治县", "自治旗", "林区", "矿区", "特区", "新区", "县", "市", "区", "旗"),
    4: ("民族苏木", "民族乡", "街道", "地区", "苏木", "乡", "镇"),
}
_COLLOQUIAL: Final = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
_ZONES: Final = (
    (re.compile("高新?技术(?:产业)?(?:开发|园)区$"), "高新区"),
    (re.compile("经济(?:技术)?开发区$"), "经开区"),
)
_ZONE: Final = re.compile("(?:开发区|园区|管理区|示范区|聚集区|实验区|名胜区|食品区|管委会|委员会|海域|群岛|新城)$")
_OWN_ZONE: Final = re.compile(r"\w{2,4}(?:管理区|示范区|新区)")
_SIDE: Final = re.compile("[左右前中后]$")
_NOTE: Final = re.compile("（[^（）]*撤[^（）]*）$")


def _without_people(stem: str) -> str:
    """A stem without the names of peoples at its end, unless hardly anything is left (鄂伦春, 东乡)."""
    bare = _PEOPLE.sub("", stem)
    if len(bare) >= 2:
        return bare
    return stem.removesuffix("族") if len(stem) > 2 else stem


def _zone_names(name: str, parents: tuple[str, ...]) -> tuple[str, ...]:
    """Short names of a development zone: without the province or prefecture written before it, and with the usual contraction."""
    for pattern, contraction in _ZONES:
        if pattern.search(name):
            stem = pattern.sub("", name)
            for parent in parents[2:]:
                if len(stem) - len(parent) >= 2:
                    stem = stem.removeprefix(parent)
            if len(parents) > 1 and stem.startswith(parents[0]):
                stem = parents[1] + stem.removeprefix(parents[0])
            return (stem + contraction,)
    rests = (name.removeprefix(parent) for parent in parents)
    return tuple(rest for rest in rests if rest != name and _OWN_ZONE.fullmatch(rest) and not rest.startswith("市"))[:1]


def short_names(name: str, level: int, parents: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The short names of a division of level 1 to 4, each at least two characters long and none equal to the name.

    `parents` are the full and short name of the prefecture, then those of the province, which names of development zones repeat.
    """
    if level == 3 and (_ZONE.search(name) or (name.endswith("新区") and len(name) > 5)):
        return _zone_names(name, parents)
    for tail in _TAILS[level]:
        if not name.endswith(tail):
            continue
        stem = name.removesuffix(tail)
        ethnic = tail in _COLLOQUIAL or tail == "自治区" or tail.startswith("民族") or (level >= 3 and "族" in stem)
        bare = _without_people(stem) if ethnic else stem
        vague = level == 3 and (_LOCATOR.fullmatch(bare) or (tail == "旗" and _SIDE.search(bare)))
        found = [] if vague else [bare]
        if tail in _COLLOQUIAL:
            found.append(bare + _COLLOQUIAL[tail])
        elif ethnic and level == 4 and bare != stem:
            found.append(bare + tail.removeprefix("民族"))
        return tuple(short for short in dict.fromkeys(found) if len(short) >= 2 and short != name)
    return ()


def clean(name: str) -> str:
    """A name of the source table without the note that it was abolished (长溪镇（撤销） is 长溪镇)."""
    return _NOTE.sub("", name.strip())


def is_generic(name: str) -> bool:
    """Whether a district's name only says where in its city it lies (郊区, 城区, 市区), so that it names nothing by itself."""
    return name.endswith("区") and (len(name) <= 2 or _LOCATOR.fullmatch(name[:-1]) is not None)


def village_keys(name: str) -> tuple[str, ...]:
    """The forms under which a village's name is compared, from the most to the least telling: as written, with 村 or 社区 alone, bare.

    石泉村委会, 石泉村村委会 and 石泉村 share the key 石泉村; all of them and 石泉社区 share 石泉.
    """
    keys = [name]
    stem = re.sub("(?:村民委员会|村委会)$", "", name)
    if stem != name:
        keys.append(stem if stem.endswith("村") else f"{stem}村")
    else:
        stem = re.sub("(?:居民委员会|居委会)$", "", name)
        if stem != name:
            keys += [stem] if stem.endswith("社区") else [f"{stem}社区", stem]
    last = keys[-1] if stem == name or not stem.endswith("社区") else stem
    bare = re.sub("(?:社区|村)$", "", last)
    keys.append(bare)
    return tuple(key for key in dict.fromkeys(keys) if key)
