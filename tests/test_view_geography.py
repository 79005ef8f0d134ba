"""The map: degrees become pixels the same way for things, lines and names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.view.geography import LINES, chart
from kg.view.regions import read_regions

spots = st.lists(st.tuples(st.floats(4, 54), st.floats(70, 136)), min_size=1, max_size=12)


@given(spots)
def test_every_thing_stands_within_the_grid(located: list[tuple[float, float]]) -> None:
    found = chart(located, [0.0] * len(located))
    across, along = found.grid()
    if not across:
        assert max(found.east - found.west, found.north - found.south) == 0
        return
    for lat, lon in located:
        x, y = found.spot(lat, lon)
        assert across[0][1] <= x <= across[-1][1]
        assert along[-1][1] <= y <= along[0][1]  # north is up, and screens count downwards
    assert len(across) <= LINES + 4


def test_lines_are_named_by_round_degrees() -> None:
    across, along = chart([(26.1, 110.2), (28.3, 113.4)], [5.0, 5.0]).grid()
    assert [name for name, _ in across] == ["109.5°E", "110°E", "110.5°E", "111°E", "111.5°E", "112°E", "112.5°E", "113°E", "113.5°E", "114°E"]
    assert along[1][0] == "26°N"


def test_without_places_there_is_no_map() -> None:
    found = chart([None, None], [5.0, 5.0])
    assert found.points == (None, None)
    assert found.grid() == ([], [])


def test_regions_come_with_the_gazetteer() -> None:
    regions = {region.code: region for region in read_regions()}
    assert regions["430300"].name == "湘潭市"
    assert regions["430300"].lat == pytest.approx(27.8, abs=0.3)
    assert {region.level for region in regions.values()} <= {1, 2}
