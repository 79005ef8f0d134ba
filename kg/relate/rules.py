"""The named rules of reading: patterns that by themselves speak for a relation, and the name under which evidence records how a pair was read.

A rule adds the feature `rule=NAME`; the scorer starts from trusting it and learns how far. What few texts show is read by rules mainly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kg.relate.candidates import AUTHOR_ENDS, BODIES, Instance
from kg.relate.namings import Page

PREFIX: Final = "rule="
CHARGED: Final = f"{PREFIX}charged"
_PAUSES: Final = re.compile(r"[，；：。！？,;:]")
_STOPS: Final = re.compile(r"[；。！？]")
_TOTAL: Final = re.compile(r"[一二三四五六七八九十两\d]{1,9}[大项个种类重]")
_LINK: Final = re.compile(r"^(?:等|这|组成的?|构成的?|共同构成|在内的?)?$")
_WITH: Final = re.compile(r"(?:与|同|和|跟|会同|联合|携手|协同|联手|牵手)(?:当地|各|其他)?$")
_STRONG_WITH: Final = re.compile(r"(?:会同|联合|携手|协同|联手|牵手)(?:当地)?$")
_TOGETHER: Final = re.compile(r"合作|签[约署订]|共建|建立|联合|携手|共同|结对|对接|联动|协作|会商|达成|联手")
_JOINTLY: Final = re.compile(r"^(?:等[\d一二三四五六七八九十多]*(?:个|家)?(?:部门|单位|部委)?)?(?:今天|日前|近日)?(?:联合|共同|携手|联手)")
_NO_UNIT: Final = re.compile(r"(?:办公[厅室]|公室)?$|[省市县区州旗镇乡]?(?:人民)?政府|国务院|国家|全国|中央")
"""What stands behind a body's name where the whole is its own office, its full name (新闻办|公室) or a body more (中央纪委|国家监委)."""
_MEETING: Final = re.compile(r"会议室?$")
_UNDER: Final = re.compile(r"(?:根据|按照|依据|遵照|落实|贯彻|依照|执行)(?:国家|省|市)?$")
_JOINS: Final = re.compile(r"(?:参加|参与|入选|纳入|列入|亮相|加入|获评|入围|参展|申报)(?:了|到)?(?:[^，。；]{0,4})$")
_SCENE: Final = re.compile(r"(?:在|位于|坐落于|坐落在|地处|落户|落地|入驻)$")
_AUTHORS: Final = re.compile(r"[、，\s]|以?及|和(?![平谐])")
_ISSUES: Final = re.compile(
    r"(?:等[^，。；、]{0,8})?[^，。；、]{0,6}?(?:印发|发布|出台|制定|下发|公布|颁布|发出|转发|批转|签发|推出|编制|审议通过|表决通过|修订)"
    r"(?:了|的|并[^，。；]{1,6})?[^，。；、]{0,6}$"
)
_HOSTED: Final = re.compile(r"(?:等[^，。；、]{0,8})?(?:联合|共同)?(?:主办|牵头|组织|发起|举办|开展|实施|推出|打造|建设|投资)")
_MEANS: Final = re.compile(r"(?:依托|利用|借助|根据|按照|结合|围绕|通过|对接|接入|纳入)[^，。；]{0,3}$")
_EVENT: Final = re.compile(r"举行|举办|召开|启动|开幕|上演|落地|开工|建成|投产|揭牌|闭幕|开营|开赛")


def _ends(page: Page, instance: Instance) -> tuple[int, int, str]:
    """The earlier and the later naming, and the text between them (200 characters at most)."""
    low, high = sorted((instance.subject, instance.object))
    start, end = page.after(low), page.before(high)
    return low, high, page.text[start : min(end, start + 200)]


def _path_start(page: Page, index: int) -> int:
    """The first naming of the path that leads to a naming without a gap."""
    while page.follows(index):
        index -= 1
    return index


def _ahead(page: Page, index: int) -> str:
    """The few characters before the path and list that a naming ends."""
    head = _path_start(page, page.head(index))
    return page.text[max(0, page.before(head) - 8) : page.before(head)]


def _behind(page: Page, index: int, size: int = 16) -> str:
    end = page.after(page.tail(index))
    return page.text[end : end + size]


def _unit(page: Page, instance: Instance) -> bool:
    """A unit named after its body: X局Y处 in X局."""
    inner, outer = page.entities[page.namings[instance.subject].key], page.entities[page.namings[instance.object].key]
    rests = [inner.name.removeprefix(name) for name in (outer.name, *outer.aliases) if len(name) > 2]
    return inner.kind == "Agency" and not _MEETING.search(inner.name) and any(rest != inner.name and not _NO_UNIT.match(rest) for rest in rests)


def _sum(page: Page, instance: Instance) -> bool:
    """A list and the total after it: A、B和C三项制度."""
    if instance.subject > instance.object or page.namings[instance.subject].sentence != page.namings[instance.object].sentence:
        return False
    tail = page.tail(instance.subject)
    total = page.entities[page.namings[instance.object].key].name
    if tail >= instance.object:
        return tail > instance.subject and page.tail(instance.subject) == instance.object and bool(_TOTAL.search(total[:4]))
    return tail + 1 == instance.object and bool(_TOTAL.search(total[:4])) and _LINK.match(page.gap(tail, instance.object)) is not None


def _joint(page: Page, instance: Instance) -> bool:
    """Bodies of one list that act together: A、B联合印发."""
    low, high, _ = _ends(page, instance)
    return page.tail(low) >= high and _JOINTLY.match(_behind(page, high)) is not None


def _with(page: Page, instance: Instance) -> bool:
    """One body with another: A与B签约, A会同B."""
    low, high, gap = _ends(page, instance)
    if page.namings[low].sentence != page.namings[high].sentence or _STOPS.search(gap) or page.tail(low) >= high:
        return False
    if any(page.namings[i].kind in BODIES for i in range(page.tail(low) + 1, _path_start(page, page.head(high)))):
        return False
    lead = _ahead(page, high)
    return bool(_STRONG_WITH.search(lead)) or (bool(_WITH.search(lead)) and bool(_TOGETHER.search(_behind(page, high, 20))))


def _under(page: Page, instance: Instance) -> bool:
    """A programme under a policy that is named as its ground: 根据《…》，开展…."""
    low, _, gap = _ends(page, instance)
    together = page.namings[instance.subject].sentence == page.namings[instance.object].sentence
    return low == instance.object and together and not _STOPS.search(gap) and bool(_UNDER.search(_ahead(page, instance.object)))


def _joins(page: Page, instance: Instance) -> bool:
    """Someone takes part with explicit words: 参加…, 入选…."""
    low, _, gap = _ends(page, instance)
    together = page.namings[instance.subject].sentence == page.namings[instance.object].sentence
    return low == instance.subject and together and len(gap) < 60 and bool(_JOINS.search(gap))


def _scene(page: Page, instance: Instance) -> bool:
    """Something takes or has place in one clause: …在X举行, 在X举行的…, 位于X的…."""
    low, high, gap = _ends(page, instance)
    if instance.object + 1 < len(page.namings) and page.follows(instance.object + 1) and instance.object + 1 != instance.subject:
        return False
    lead = _SCENE.search(_ahead(page, instance.object))
    if lead is None or page.namings[low].sentence != page.namings[high].sentence or _PAUSES.search(gap):
        return False
    programme = page.namings[instance.subject].kind == "Programme"
    if instance.object == low:
        return high == low + 1 and (programme or gap in {"", "的"})
    return bool(_EVENT.search(_behind(page, instance.object))) if programme else lead[0] != "在"


def _beside(page: Page, instance: Instance) -> bool:
    """An organisation named right behind its place: X县Y学校."""
    two = instance.subject == instance.object + 1 and page.namings[instance.subject].kind == "Organisation"
    return two and page.follows(instance.subject)


def _author(page: Page, instance: Instance) -> bool:
    """A policy whose title begins with its author, or with a list that has it: 国务院关于…, A、B关于…."""
    body, policy = page.entities[page.namings[instance.subject].key], page.entities[page.namings[instance.object].key]
    match = AUTHOR_ENDS.search(policy.name)
    authors = _AUTHORS.split(policy.name[: match.start()]) if match else []
    return body.kind == "Agency" and any(len(name) > 1 and name in authors for name in (body.name, *body.aliases))


def _issued(page: Page, instance: Instance) -> bool:
    """A body, or the list it stands in, and right behind it that it issued the policy: A、B联合印发《…》, A印发的《…》."""
    low, high = page.tail(instance.subject), page.head(instance.object)
    if low >= high or page.namings[low].sentence != page.namings[high].sentence:
        return False
    gap = page.text[page.after(low) : page.before(high)]
    return len(gap) < 30 and all(page.namings[i].kind not in BODIES for i in range(low + 1, high)) and _ISSUES.match(gap) is not None


def _held(page: Page, instance: Instance) -> bool:
    """A programme that a clause before gives to its body: 由A主办的“…”, 由A主办、B承办，…的“…”."""
    low, high = instance.subject, instance.object
    if low >= high or page.namings[low].sentence != page.namings[high].sentence or not _ahead(page, low).endswith("由"):
        return False
    tail, head = page.tail(low), page.head(high)
    if any(page.namings[i].kind == "Programme" for i in range(tail + 1, head)):
        return False
    gap = page.text[page.after(tail) : page.before(head)]
    return len(gap) < 80 and not _STOPS.search(gap) and _HOSTED.match(gap) is not None


def _charged(page: Page, instance: Instance) -> bool:
    """A body that a bracket charges with the task before it: …实施X工程。（A牵头，B配合）."""
    if page.namings[instance.subject].kind != "Agency" or (instance.subject, instance.object) not in page.charged:
        return False
    lead = page.text[max(0, page.before(instance.object) - 8) : page.before(instance.object)]
    return _MEANS.search(lead) is None


RULES: Final[Mapping[str, tuple[tuple[str, Callable[[Page, Instance], bool]], ...]]] = {
    "partOf": (("unit", _unit), ("sum", _sum)),
    "cooperatesWith": (("joint", _joint), ("with", _with)),
    "basedOn": (("under", _under),),
    "takesPartIn": (("joins", _joins),),
    "issues": (("author", _author), ("issued", _issued)),
    "runs": (("held", _held), ("charged", _charged)),
    "locatedIn": (("scene", _scene), ("beside", _beside)),
}


ACTING: Final = ("carried", "direct")
"""Rules of `runs` and `issues` that need the actor carried through the text: the clause reader applies them."""


def rule_names(predicate: str) -> tuple[str, ...]:
    """The names of the rules that may speak for a relation."""
    return (*(name for name, _ in RULES.get(predicate, ())), *(ACTING if predicate in {"runs", "issues"} else ()))


def rule_features(page: Page, instance: Instance) -> list[str]:
    """The features `rule=NAME` of the rules that speak for an instance."""
    return [PREFIX + name for name, holds in RULES.get(instance.predicate, ()) if holds(page, instance)]


def rule_of(predicate: str, features: Sequence[str], apart: int) -> str:
    """The name of the rule, the relation's name in front (`runs.cue`, `within.path`); `apart` counts the sentences between the two names."""
    said = frozenset(features)
    if predicate == "jurisdiction":
        return f"jurisdiction.{_jurisdiction(said)}"
    if predicate == "within":
        return f"within.{_within(said, apart)}"
    named = next((feature.removeprefix(PREFIX) for feature in features if feature.startswith(PREFIX)), None)
    return f"{predicate}.{named or _action(predicate, said, apart)}"


def _action(predicate: str, said: frozenset[str], apart: int) -> str:
    if any(feature.startswith("author=") and not feature.startswith("author=none") for feature in said):
        return "title"
    if "headline" in said:
        return "headline"
    if apart > 0:
        return "carried"
    if any(feature.startswith("s:framed=") or feature == "o:framed" for feature in said):
        return "frame"
    return "cue" if any(feature.startswith(f"cue:{predicate}") for feature in said) else "clause"


def _jurisdiction(said: frozenset[str]) -> str:
    if any(feature.endswith("|prefix=True") for feature in said):
        return "named"
    return "code" if "own" in said else "context"


def _within(said: frozenset[str], apart: int) -> str:
    if any(feature.startswith("gap=path|") for feature in said):
        return "path"
    if any(feature.startswith("list goes on") for feature in said):
        return "list"
    if any(feature.startswith("cue:within") for feature in said):
        return "cue"
    return "code" if apart or any(feature.startswith(("codes=direct", "codes=above")) for feature in said) else "near"
