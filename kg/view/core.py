"""Which things the opening view leaves aside: those that no telling fact and no figure concerns, and that hold nothing together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

QUIET: Final = frozenset({"within", "jurisdiction"})  # facts that say where a thing belongs, not what is done: they count little
NESTING: Final = "within"  # the one that is background by itself; a place that a body acts for is no background
LEAST: Final = 10  # a view of fewer things than this is no overview: then all are shown


def background(count: int, facts: Sequence[tuple[int, str, int]], placed: Collection[int], figured: Collection[int]) -> frozenset[int]:
    """The numbers of the things to leave aside, of `count` things with `facts` as (subject, predicate, object).

    What tells something stays, and so does what joins two such things. Ends of chains that only say where a place lies (`placed` holds the numbers of
    places) go, and so do whole groups that consist of such chains, and lone things without figures (`figured`: numbers of things that have some).
    """
    telling = {end for subject, predicate, target in facts if predicate != NESTING for end in (subject, target)} | set(figured)
    ties: list[set[int]] = [set() for _ in range(count)]
    for subject, _, target in facts:
        if subject != target:
            ties[subject].add(target)
            ties[target].add(subject)
    aside: set[int] = set()
    loose = [node for node in range(count) if len(ties[node]) <= 1]
    while loose:
        node = loose.pop()
        if node in aside or node in telling or (node not in placed and ties[node]):
            continue
        aside.add(node)
        for other in ties[node]:
            ties[other].discard(node)
            if len(ties[other]) <= 1:
                loose.append(other)
        ties[node].clear()
    return frozenset(aside) if count - len(aside) >= LEAST else frozenset()
