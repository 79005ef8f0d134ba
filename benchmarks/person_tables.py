"""The tables of `kg/recognise/person_weights.json`: tagged news and a word list → statistics of characters, words and names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from person_sentences import ADDRESS, ROLES, Article, is_name

from kg.recognise.given_names import GIVEN_NAMES
from kg.recognise.person_words import LONGEST, STEP
from kg.recognise.surnames import COMMON, COMPOUND, CUT_TITLES, GIVEN, SURNAMES, TRANSLITERATION, WORDLIKE

#: Counts in the word list from which a word is in bin 1, 2, 3, 4.
WORD_CUTS = (8, 200, 1500, 8000)
IDIOM = 4
#: Counts from which a word of the list and of the news has a cost.
LISTED, TOLD = 10, 3
FAMILIES = SURNAMES | WORDLIKE
#: Longest words beside somebody, how often they must be seen, and the cuts of what standing there more often than elsewhere is worth.
BESIDE, BESIDE_SEEN, ODDS = 2, 5, (-2.0, -1.2, -0.5, 0.2, 0.9, 1.6, 2.3)
PEOPLE_SAID = frozenset(("他", "她", "他们", "她们", "老人家"))
#: How many surnames a common given name counts as having; what the list takes for given names and no given name ends with.
COMMONLY, NO_GIVEN = 5, frozenset("公帝子爷王军后侯寺庙县州城寨沟庄湾村家官臣宫史师弟兄妹嫂叔伯儿者人夫尔特斯克德勒之道说见问")


def level(value: float, cuts: tuple[float, ...]) -> int:
    """The number of cuts at or below `value`."""
    return sum(value >= cut for cut in cuts)


def fold(table: dict[str, int]) -> dict[str, str]:
    """{bin: all its keys in one string, sorted}."""
    return {str(bin_): "".join(sorted(k for k, v in table.items() if v == bin_)) for bin_ in sorted(set(table.values()))}


def role_words(corpus: list[Article], names: set[str]) -> list[str]:
    """Nouns that names follow often enough, and the listed roles."""
    before, total = Counter[str](), Counter[str]()
    for article in corpus:
        for _, tagged in article:
            for (word, tag), (follower, kind) in pairwise(tagged):
                if tag == "n" and 2 <= len(word) <= 4:
                    total[word] += 1
                    before[word] += kind == "PER" and follower in names
    found = {w for w, n in before.items() if n >= 2 and n / total[w] >= 0.02}
    people = {
        w
        for w, n in total.items()
        if n >= 4 and w[-1] in "户员师者民生商兵友匠" and w not in {"人民", "农民", "民生", "卫生", "人员", "党员", "学生"}
    }
    return sorted({w for w in found | people | set(ROLES) if 2 <= len(w) <= 4} - ADDRESS)


def known_words(path: Path | None) -> dict[str, int]:
    """Ordinary words of two and three characters in a word list, with their bin; of idioms the part that a name could begin with or end."""
    found: dict[str, int] = {}
    for line in path.read_text("utf-8").splitlines() if path else []:
        word, number, tag = line.split(" ")
        count = int(number)
        parts = [word] if len(word) in {2, 3} and not tag.startswith("nr") else []
        if len(word) == IDIOM:
            parts = [word[:3]] + [word[2:]] * (count >= WORD_CUTS[0] * 4)
            count = min(count, WORD_CUTS[1] - 1)
        for part in parts:
            own = part[0] in FAMILIES
            if count >= (WORD_CUTS[0] if own else WORD_CUTS[1]) and (own or len(part) == 2) and all("\u4e00" <= c <= "\u9fff" for c in part):
                found[part] = max(found.get(part, 0), level(count, WORD_CUTS if len(part) == 2 else WORD_CUTS[:3]))
    return found


def beside_people(corpus: list[Article], names: set[str]) -> dict[str, dict[str, str]]:
    """How much more often than elsewhere the words of one and two characters stand right after and right before somebody (a name, 他, 她), binned."""
    total, sides = Counter[str](), (Counter[str](), Counter[str]())
    for article in corpus:
        for _, tagged in article:
            total.update(word for word, _ in tagged if len(word) <= BESIDE)
            for (word, tag), (follower, kind) in pairwise(tagged):
                if word in PEOPLE_SAID or (tag == "PER" and word in names):
                    sides[0][follower] += len(follower) <= BESIDE
                if follower in PEOPLE_SAID or (kind == "PER" and follower in names):
                    sides[1][word] += len(word) <= BESIDE
    every, found = sum(total.values()), []
    for side in sides:
        number = sum(side.values()) or 1
        odds = {
            w: math.log((side[w] + 10 * number / every) / number) - math.log((n + 10) / every)
            for w, n in total.items()
            if n >= BESIDE_SEEN and all("\u4e00" <= c <= "\u9fff" for c in w)
        }
        found.append(
            {
                f"{size}-{bin_}": row
                for size in range(1, BESIDE + 1)
                for bin_, row in fold({w: level(v, ODDS) for w, v in odds.items() if len(w) == size}).items()
            }
        )
    return {"after": found[0], "before": found[1]}


def with_words(table: dict[str, int], known: dict[str, int], size: int, names: set[str]) -> dict[str, int]:
    """`table` with the words of `size` characters that the list knows, each in its higher bin; what the teacher takes for names is no common word."""
    more = {word: min(bin_, 1) if word in names else bin_ for word, bin_ in known.items() if len(word) == size}
    return {word: max(table.get(word, 0), more.get(word, 0)) for word in sorted(table.keys() | more.keys())}


def costs(corpus: list[Article], names: list[str], path: Path | None) -> dict[str, dict[str, str]]:
    """The tables of `kg.recognise.person_words`: words by their counts, surnames by their bearers, given names by the names."""
    listed = [line.split(" ") for line in path.read_text("utf-8").splitlines()] if path else []
    theirs = {w: int(n) for w, n, tag in listed if int(n) >= LISTED and not tag.startswith("nr")}
    news = Counter(word for article in corpus for _, tagged in article for word, tag in tagged if tag not in {"PER", "nr"})
    ours = {w: n for w, n in news.items() if n >= TOLD and w not in set(names)}
    totals = sum(theirs.values()) or 1, sum(ours.values())
    words: dict[str, int] = {}
    for word in sorted(theirs.keys() | ours.keys()):
        if len(word) <= LONGEST and all("\u4e00" <= c <= "\u9fff" for c in word):
            words[word] = cost((theirs.get(word, 0) / totals[0] + ours.get(word, 0) / totals[1]) / 2)
    family = {c: cost(0.85 / (8 + COMMON.index(c)) / 3 if c in COMMON else 0.15 / len(FAMILIES)) for c in sorted(FAMILIES)}
    pairs = given_names(names, path)
    single = Counter(name[-1] for name in names if len(name) == 2) + Counter(GIVEN)
    first, second = Counter[str](), Counter[str]()
    for pair, number in pairs.items():
        first[pair[0]] += number
        second[pair[1]] += number
    chars = sorted({w for w in words if len(w) == 1} | first.keys() | second.keys() | set(GIVEN))
    tables = {"given-first": first, "given-second": second, "given-only": single}
    every = sum(pairs.values())
    return (
        {f"words-{size}": fold({w: n for w, n in words.items() if len(w) == size}) for size in range(1, LONGEST + 1)}
        | {
            "surname-cost": fold(family),
            "given-names": fold({pair: cost(0.6 * number / every) for pair, number in sorted(pairs.items()) if number > 1}),
        }
        | {name: fold({c: likely(c, table) for c in chars}) for name, table in tables.items()}
    )


def likely(char: str, table: Counter[str]) -> int:
    """What a character costs in one place of a given name: by those that bear it, by common knowledge, and a little for each."""
    return cost(0.75 * table[char] / sum(table.values()) + 0.15 * (char in GIVEN) / len(set(GIVEN)) + 0.1 / 3500)


def given_names(names: list[str], path: Path | None) -> Counter[str]:
    """Given names of two characters with the number of their different surnames: those of the teacher, of the list, and common ones."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        head = 2 if name[:2] in COMPOUND else 1
        if len(name) == head + 2:
            found[name[head:]].add(name[:head])
    listed = [line.split(" ") for line in path.read_text("utf-8").splitlines()] if path else []
    plain = {word for word, number, tag in listed if not tag.startswith("nr") and int(number) >= WORD_CUTS[1]}
    several: dict[str, set[str]] = defaultdict(set)
    for word, _, tag in listed:
        if tag.startswith("nr") and len(word) == 3 and word[0] in COMMON:
            several[word[1:]].add(word[0])
    for pair, families in several.items():
        if len(families) > 1 and pair not in plain and pair not in CUT_TITLES and pair[-1] not in NO_GIVEN:
            found[pair] |= families
    return Counter({pair: len(found[pair]) + COMMONLY * (pair in GIVEN_NAMES) for pair in sorted(found.keys() | GIVEN_NAMES)})


def cost(share: float) -> int:
    """Minus the logarithm, in steps."""
    return round(-STEP * math.log(share))


def statistics(corpus: list[Article], known: dict[str, int]) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The binned tables and the different names of the teacher."""
    chars, words, names = Counter[str](), Counter[str](), Counter[str]()
    for article in corpus:
        for sentence, tagged in article:
            chars.update(sentence)
            for word, tag in tagged:
                if tag == "PER":
                    names[word] += is_name(word)
                elif tag != "nr":
                    words[word] += 1
    # a word of the teacher that is a person more often than not
    different = sorted(name for name in names if names[name] and words[name] < names[name] and not set(name) <= TRANSLITERATION)
    given, family = Counter[str](GIVEN), Counter[str]()
    for name in different:
        family[name[0]] += 1
        given.update(name[2:] if name[:2] in COMPOUND else name[1:])
    total, every = sum(given.values()), sum(chars.values())
    odds = {c: math.log((given[c] + 0.3) / total) - math.log((chars[c] + 60) / every) for c in chars if "\u4e00" <= c <= "\u9fff" and chars[c] > 5}
    bins = {c: level(v, (-2.6, -1.4, -0.5, 0.3, 1.0, 1.7, 2.4, 3.2)) for c, v in odds.items()}
    leading: dict[str, int] = {c: 3 + 20 // (10 + COMMON.index(c)) for c in COMMON} if COMMON else {}
    surnames = {c: max(leading.get(c, 0), level((family[c] + 0.05) * 1000 / (chars[c] + 200), (0.05, 0.3, 1.2, 4.0, 12.0))) for c in sorted(FAMILIES)}
    pairs = {
        w: level(n, (3, 20, 120, 800))
        for w, n in words.items()
        if len(w) == 2 and n >= (3 if w[0] in FAMILIES else 6) and all("\u4e00" <= c <= "\u9fff" for c in w)
    }
    triples = {
        w: level(n, (2, 20, 200))
        for w, n in words.items()
        if len(w) == 3 and n >= 2 and w[0] in FAMILIES and all("\u4e00" <= c <= "\u9fff" for c in w)
    }
    return {
        "given": fold(bins),
        "surname": fold(surnames),
        "pairs": fold(with_words(pairs, known, 2, set(different))),
        "triples": fold(with_words(triples, known, 3, set(different))),
        "roles": {"1": " ".join(role_words(corpus, set(different)))},
    }, different
