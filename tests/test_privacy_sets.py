"""How many private persons are masked and officials kept, by the recogniser as it ships, on sentences written before any result was seen.

Both development sets, the second to fourth held-out sets (since they were scored) and the hard set were read while rules and weights were worked on;
of `held-out` and `held-out-5` nobody reads the errors, only the score, and of `held-out-6` only every second line was read. In the hard set names are
ordinary words more often than they ever are, and nothing announces them: it shows what is still missed.
"""

from __future__ import annotations

import person_cases
import pytest

from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.recognise import Recogniser
from kg.settings import Settings

#: Private persons that must be masked in each set: the promise is 0.97; where less is asked it is what is reached, on names that are words above all.
#: One more set is one more line here, and one below if it is smaller than the two halves.
RECALL = {
    "development": 0.97,
    "held-out": 0.97,
    "held-out-2": 0.96,
    "held-out-3": 0.97,
    "held-out-4": 0.95,
    "held-out-5": 0.97,
    "held-out-6": 0.955,
    "development-2": 0.955,
    "hard": 0.87,
}
#: Masks beside the names, as a share of them, where more than 0.03 is reached: wrong ones, or of people whom the author did not mark.
WRONG = {"held-out-5": 0.05, "held-out-6": 0.05}
#: Sets that are smaller than the two halves.
SIZES = {
    "held-out-2": {"private": 140, "officials": 40, "traps": 35},
    "hard": {"private": 600, "officials": 80, "traps": 85},
}
HALVES = {name: person_cases.DATA / "persons" / f"{name}.txt" for name in RECALL}
#: Ends of names that the gazetteer does not hold, of bodies above all.
BODIES = ("局", "委", "厅", "部", "院", "公司", "集团", "银行", "医院", "小学", "中学", "街道", "林场")


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(load_lexicon(), Gazetteer.load(), Settings())


@pytest.mark.parametrize("half", HALVES)
def test_the_sets_are_large_enough(half: str) -> None:
    sizes = {section: len(person_cases.cases(HALVES[half], section)) for section in ("private", "officials", "traps")}
    assert all(sizes[section] >= least for section, least in SIZES.get(half, {"private": 150, "officials": 80, "traps": 60}).items())


@pytest.mark.parametrize("half", HALVES)
def test_private_persons_are_masked(recogniser: Recogniser, half: str) -> None:
    hit = total = wrong = 0
    for text, spans in person_cases.cases(HALVES[half], "private"):
        found = [(p.span.start, p.span.end) for p in recogniser.recognise(person_cases.document(text)).persons if p.private]
        total += len(spans)
        hit += sum(any(s <= a and b <= e for s, e in found) for a, b in spans)
        wrong += sum(not any(s < b and a < e for a, b in spans) for s, e in found)
    assert hit / total >= RECALL[half]
    assert wrong <= WRONG.get(half, 0.03) * total


@pytest.mark.parametrize("half", HALVES)
def test_officials_keep_their_names(recogniser: Recogniser, half: str) -> None:
    kept = named = 0
    for text, spans in person_cases.cases(HALVES[half], "officials"):
        shown = {(p.span.start, p.span.end) for p in recogniser.recognise(person_cases.document(text)).persons if not p.private}
        named += len(spans)
        kept += sum(span in shown for span in spans)
    assert kept / named >= 0.9


@pytest.mark.parametrize("half", HALVES)
def test_agencies_and_places_are_not_masked(recogniser: Recogniser, half: str) -> None:
    texts = [text for text, _ in person_cases.cases(HALVES[half], "traps")]
    found = [[one.name for one in recogniser.recognise(person_cases.document(text)).persons if one.private] for text in texts]
    assert not [name for names in found for name in names if name.endswith(BODIES) or Gazetteer.load().named(name)]
    assert sum(map(bool, found)) <= 0.1 * len(texts)


def test_the_sets_share_no_sentence() -> None:
    lines = [line for path in HALVES.values() for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) == len(set(lines))
