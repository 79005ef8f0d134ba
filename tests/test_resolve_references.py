"""该县, 全市 and 该局 mean what the article named before them, of the right level; what fits nothing is left out."""

from __future__ import annotations

from resolving import entity, resolved


def meant(text: str, *, title: str = "") -> list[tuple[str, str]]:
    document, resolution = resolved(text, title=title)
    names = {e.key: e.name for e in resolution.entities}
    return [(document.text[span.start : span.end], names[key]) for span, key in resolution.references]


def test_the_county_is_the_one_named_last() -> None:
    assert meant("[P:湘潭县]先动，该县修渠。[P:江华瑶族自治县]后动，全县巡堤。") == [("该县", "湘潭县"), ("全县", "江华瑶族自治县")]


def test_the_level_decides() -> None:
    assert meant("[P:湘潭市]的[P:湘潭县]修渠，全市都看，该县带头。") == [("全市", "湘潭市"), ("该县", "湘潭县")]


def test_what_the_headline_names_serves_before_the_text_does() -> None:
    assert meant("今年全县修渠九条。", title="[P:湘潭县]修渠") == [("全县", "湘潭县")]


def test_a_body_is_the_agency_named_last() -> None:
    text = "[P:湘潭县]的[A:县水利局]放水，[A:县民政局]送水，该局管到底。"
    assert meant(text) == [("该局", "县民政局")]


def test_what_fits_nothing_is_left_out() -> None:
    assert meant("该县修渠，该局放水，全省都看。") == []
    assert meant("[P:湘潭市]热闹，该县修渠。") == []


def test_words_that_begin_alike_are_no_references() -> None:
    assert meant("[P:湘潭县]人多，全县域都忙，本县长期有雨。") == []


def test_references_are_no_mentions() -> None:
    _, resolution = resolved("[P:湘潭县]先动，该县修渠。")
    assert [m.surface for m in entity(resolution, "湘潭县").mentions] == ["湘潭县"]


def test_here_is_the_place_named_last_if_it_is_near() -> None:
    assert meant("在[P:湘潭县]，当地修渠。") == [("当地", "湘潭县")]
    assert meant("在[P:湘潭县]，" + "水流得慢，" * 20 + "当地修渠。") == []
    assert meant("在[P:湘潭县]，当地时间九点修渠。") == []


def test_a_province_is_no_here_in_the_next_sentence() -> None:
    assert meant("[P:湖南省]修渠，当地人忙。") == [("当地", "湖南省")]
    assert meant("[P:湖南省]修渠。当地人忙。") == []


def test_a_body_names_its_place_before_another_place_does() -> None:
    assert meant("[P:湖北省]修渠。[A:山东省委]开会，全省都看。") == []
    assert meant("[P:山东省]和[P:湖北省]修渠。[A:山东省委]开会，全省都看。") == [("全省", "山东省")]


def test_the_words_for_provinces_fit_their_kind() -> None:
    assert meant("[P:内蒙古]造林，全区都去，全省不去。") == [("全区", "内蒙古")]
    assert meant("[P:北京市]造林，全市都去。") == [("全市", "北京市")]
    assert meant("[P:自由贸易试验区]造林，全区都去。") == []
