"""Keys of one thing are found over a whole archive: the star steps give what a disjoint-set forest gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from local_spark import Context

from kg.assemble.identity import Key, Merger
from kg.scale import components as module
from kg.scale.components import components

KEYS = st.tuples(st.integers(0, 2), st.sampled_from([f"policy/{n:02}" for n in range(14)]))
EDGES = st.lists(st.tuples(KEYS, KEYS), max_size=30)


def expected(edges: list[tuple[Key, Key]]) -> dict[Key, Key]:
    merger = Merger()
    for edge in edges:
        merger.join(edge)
    found = {key: merger.root(key) for edge in edges for key in edge}
    return {key: root for key, root in found.items() if key != root}


@settings(deadline=None)
@given(EDGES)
def test_stars_find_the_smallest_key_of_each_component(edges: list[tuple[Key, Key]]) -> None:
    rows = Context().parallelize(edges, 3)
    assert components(rows, limit=-1).collectAsMap() == expected(edges)
    assert components(rows).collectAsMap() == expected(edges)


def test_a_long_chain_takes_few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    # A step towards the next neighbour would take 512 rounds; the stars halve the way each time.
    rounds = []
    real = module._fingerprint
    monkeypatch.setattr(module, "_fingerprint", lambda edges: rounds.append(edges) or real(edges))
    chain = [((1, f"policy/{n:04}"), (1, f"policy/{n + 1:04}")) for n in range(512)]
    found = components(Context().parallelize(chain, 4), limit=-1).collectAsMap()
    assert found == dict.fromkeys([(1, f"policy/{n:04}") for n in range(1, 513)], (1, "policy/0000"))
    assert len(rounds) <= 12
