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
