"""Provinces and prefectures with known coordinates, by which a reader finds the way on the map."""

from __future__ import annotations

from kg.view.data import ViewRegion


def read_regions() -> tuple[ViewRegion, ...]:
    """All divisions of levels 1 and 2 of the gazetteer that have coordinates, by code."""
    from kg.gazetteer import Gazetteer

    gazetteer = Gazetteer.load()
    provinces = [division for digits in range(11, 83) if (division := gazetteer.division(f"{digits}0000"))]
    divisions = [*provinces, *(child for province in provinces for child in gazetteer.children(province.code) if child.level == 2)]
    return tuple(
        ViewRegion(division.code, division.name, division.level, division.lat, division.lon)
        for division in sorted(divisions, key=lambda division: division.code)
        if division.lat is not None and division.lon is not None
    )
