"""Which keys are of one thing, over a whole archive: connected components of the graph whose edges join the keys that one thing has in one article.

Most things have one key and take no part. The others are few enough for one machine in any archive that we know of; beyond that the components are
found by large-star and small-star steps (Kiveris et al. 2014), each of which is two shuffles, in about as many rounds as the logarithm of the
longest chain.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from kg.assemble.identity import Key, Merger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark import RDD

    Edge = tuple[Key, Key]

ON_DRIVER: Final = 2_000_000
"""Up to so many edges are joined in the driver's memory (some 600 MB)."""


def components(edges: RDD[Edge], limit: int = ON_DRIVER) -> RDD[Edge]:
    """Each key that has a smaller one in its component, with the smallest; distinct edges in any order and direction."""
    if edges.count() <= limit:
        return edges.context.parallelize(sorted(_joined(edges.collect())))
    stars = edges.map(_downwards).filter(_joins).distinct().persist()
    before = _fingerprint(stars)
    while True:
        large = stars.flatMap(_both_ways).groupByKey().flatMap(_large_star)
        new = large.map(_downwards).filter(_joins).distinct().groupByKey().flatMap(_small_star).filter(_joins).distinct().persist()
        after = _fingerprint(new)
        stars.unpersist()
        if after == before:
            return new
        stars, before = new, after


def _joined(edges: Iterable[Edge]) -> Iterator[Edge]:
    merger = Merger()
    keys: set[Key] = set()
    for edge in edges:
        merger.join(edge)
        keys.update(edge)
    for key in keys:
        best = merger.root(key)
        if best != key:
            yield key, best


def _downwards(edge: Edge) -> Edge:
    """The edge from its larger to its smaller end."""
    return max(edge), min(edge)


def _joins(edge: Edge) -> bool:
    return edge[0] != edge[1]


def _both_ways(edge: Edge) -> tuple[Edge, Edge]:
    return edge, (edge[1], edge[0])


def _large_star(near: tuple[Key, Iterable[Key]]) -> Iterator[Edge]:
    """Hang all larger neighbours of a key on the smallest of its neighbourhood."""
    key, others = near[0], set(near[1])
    smallest = min(key, *others)
    return ((other, smallest) for other in others if other > key)


def _small_star(near: tuple[Key, Iterable[Key]]) -> Iterator[Edge]:
    """Hang a key and all its smaller neighbours on the smallest of them."""
    key, others = near[0], set(near[1])
    smallest = min(others)
    return ((other, smallest) for other in (key, *others))


def _fingerprint(edges: RDD[Edge]) -> tuple[int, int]:
    """The number of edges and a sum over them: equal for equal sets of edges."""
    return edges.count(), int(edges.map(lambda edge: zlib.crc32(repr(edge).encode())).sum())
