"""An article is about the deepest place of its headline, else about the place it names most at its beginning."""

from __future__ import annotations

import pytest
from resolving import resolved


def about(text: str, *, title: str = "") -> str | None:
    _, resolution = resolved(text, title=title)
    return next((e.name for e in resolution.entities if e.key == resolution.focus), None)


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("[P:湘潭县]修渠", "[P:长沙市]来人看，[P:长沙市]的客人说好。", "湘潭县"),
        ("[P:湘潭市][P:雨湖区]修渠", "人都来了。", "雨湖区"),
        ("", "[P:湘潭县]修渠，[P:长沙市]的人来看，[P:长沙市]的客人说好。", "长沙市"),
        ("", "[P:湖南省]的[P:湘潭县]修渠。", "湘潭县"),
        ("修渠", "[P:石桥老街]热闹。", None),
        ("修渠", "人都来了。", None),
    ],
)
def test_what_an_article_is_about(title: str, text: str, wanted: str | None) -> None:
    assert about(text, title=title) == wanted


def test_a_place_far_down_does_not_count() -> None:
    assert about("[P:湘潭县]修渠。" + "水流得慢。" * 80 + "[P:湖南省]、[P:湖南省]、[P:湖南省]") == "湘潭县"


def test_a_round_up_is_about_no_place() -> None:
    text = "[P:湘潭县]修渠，[P:湘潭县]人说好。[P:河北省]植树，[P:山东省]修路，[P:四川省]办学。"
    assert about(text) is None
    assert about(text, title="[P:湘潭县]修渠") == "湘潭县"


def test_others_belong_to_what_the_article_is_about() -> None:
    _, resolution = resolved("[G:暖冬送炭行动]开了。", title="[P:湘潭县]送炭")
    assert [e.jurisdiction for e in resolution.entities if e.kind == "Programme"] == ["430321"]
