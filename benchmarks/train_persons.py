"""Make `kg/recognise/person_weights.json`: name statistics, a table of ordinary words, and a logistic regression over candidate names.

Two teachers: LAC, which never ships, by its tags of news (`tag_persons.py` makes them), and people who read texts for names:

    python benchmarks/tag_persons.py --share 0.4 NEWS.jsonl > TAGGED.jsonl
    python benchmarks/train_persons.py TAGGED.jsonl --words DICT --read READ.jsonl --apart HELD.jsonl

DICT is the word list of jieba 0.42.1 (`jieba/dict.txt` in its source archive, MIT), lines `word count tag`: words that the news seldom has.
A line of READ and of HELD is `{"text": ..., "spans": [[start, end], ...]}` with the spans of all names of persons. Tagged articles that share a
sentence with HELD are left out, so that HELD measures. In most articles the names are replaced by random ones: the scorer shall learn contexts
and statistics and not the names of the news. Only counts and weights are written; the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from person_sentences import ADDRESS, ROLES, Article, Names, composed, is_name, labelled, nouns_and_followers, placed, renamed

from kg.recognise.person_features import EDGE, Tables, candidates
from kg.recognise.person_words import LONGEST, STEP
from kg.recognise.surnames import COMMON, COMPOUND, GIVEN, SURNAMES, TRANSLITERATION

TARGET = Path(__file__).parent.parent / "kg" / "recognise" / "person_weights.json"
SIDES = ("H", ",", "“", "”", "(", ")", "0", " ", "\n", "、", "《", "》")
#: Articles to train on; the statistics come from all.
TRAINED = 5500
#: A missed person costs more than a masked word: what is added to the weights of a role or of saying beside an unknown word, and taken from a
#: known word that stands without a role.
ROLE_COST, SAYING_COST, WORD_COST = (2.0, 0.8, 0.0), 1.0, -1.0
#: Each read text is learned once for each of these shares of replaced names.
READ_SHARES = (0.0, 0.8, 1.0)
#: The weights are the mean over these draws of names.
SEEDS = (7, 11)
#: Composed sentences, and how often each sentence that speaks of people gets names.
COMPOSED, PLACINGS = 12000, 3
#: Counts in the word list from which a word is in bin 1, 2, 3, 4.
WORD_CUTS = (8, 200, 1500, 8000)
IDIOM = 4
#: Counts from which a word of the list and of the news has a cost.
LISTED, TOLD = 10, 3
#: Shorter lines are no sign that two texts are one.
LONG = 15
Read = tuple[str, list[tuple[int, int]]]
Row = tuple[list[str], int]


def articles(paths: list[Path]) -> list[Article]:
    """All tagged articles of the files, one list of (sentence, words) each."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").split("\n") if line]


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
            own = part[0] in SURNAMES
            if count >= (WORD_CUTS[0] if own else WORD_CUTS[1]) and (own or len(part) == 2) and all("\u4e00" <= c <= "\u9fff" for c in part):
                found[part] = max(found.get(part, 0), level(count, WORD_CUTS if len(part) == 2 else WORD_CUTS[:3]))
    return found


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
    family = {c: cost(0.85 / (8 + COMMON.index(c)) / 3 if c in COMMON else 0.15 / len(SURNAMES)) for c in sorted(SURNAMES)}
    given = Counter(c for name in names for c in (name[2:] if name[:2] in COMPOUND else name[1:]))
    every = sum(given.values())
    chars = sorted(given.keys() | set(GIVEN))
    likely = {c: cost(0.7 * given[c] / every + 0.2 * (c in GIVEN) / len(set(GIVEN)) + 0.1 / 3500) for c in chars}
    rest = cost(0.1 / 3500)
    likely = {**{w: rest for w in words if len(w) == 1}, **likely}
    return {f"words-{size}": fold({w: n for w, n in words.items() if len(w) == size}) for size in range(1, LONGEST + 1)} | {
        "surname-cost": fold(family),
        "given-cost": fold(likely),
    }


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
    surnames = {c: max(leading.get(c, 0), level((family[c] + 0.05) * 1000 / (chars[c] + 200), (0.05, 0.3, 1.2, 4.0, 12.0))) for c in sorted(SURNAMES)}
    pairs = {
        w: level(n, (3, 20, 120, 800))
        for w, n in words.items()
        if len(w) == 2 and n >= (3 if w[0] in SURNAMES else 6) and all("\u4e00" <= c <= "\u9fff" for c in w)
    }
    triples = {
        w: level(n, (2, 20, 200))
        for w, n in words.items()
        if len(w) == 3 and n >= 2 and w[0] in SURNAMES and all("\u4e00" <= c <= "\u9fff" for c in w)
    }
    return {
        "given": fold(bins),
        "surname": fold(surnames),
        "pairs": fold(with_words(pairs, known, 2, set(different))),
        "triples": fold(with_words(triples, known, 3, set(different))),
        "roles": {"1": " ".join(role_words(corpus, set(different)))},
    }, different


def train(rows: list[Row], epochs: int, seed: int) -> dict[str, float]:
    """Logistic regression by Adagrad with a light pull to zero: {feature: weight}."""
    weights = dict.fromkeys((f for features, _ in rows for f in features), 0.0)
    squares: dict[str, float] = defaultdict(float)
    order = list(range(len(rows)))
    mixer = random.Random(seed)  # noqa: S311 - names for training, no secret
    for _ in range(epochs):
        mixer.shuffle(order)
        for index in order:
            features, label = rows[index]
            score = sum(weights[f] for f in features)
            gap = label - 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
            if abs(gap) < 0.002:
                continue
            for f in features:
                slope = gap - 2e-4 * weights[f]
                squares[f] += slope * slope
                weights[f] += 0.25 * slope / math.sqrt(squares[f] + 1e-6)
    return weights


def read_texts(path: Path | None) -> list[Read]:
    """(text, spans of names) of each line of a file of read texts."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path else []
    return [(row["text"], sorted((start, end) for start, end in row["spans"])) for row in rows]


def apart(corpus: list[Article], held: list[str]) -> list[Article]:
    """The articles that share no long sentence with the texts held apart."""
    known = {line.strip() for text in held for line in text.split("\n") if len(line.strip()) >= LONG}
    return [article for article in corpus if not any(sentence.strip() in known for sentence, _ in article)]


def main(arguments: list[str]) -> None:
    """Read the tagged articles and the read texts, write the tables and the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tagged", nargs="+", type=Path)
    parser.add_argument("--words", type=Path)
    parser.add_argument("--read", type=Path)
    parser.add_argument("--apart", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    chosen = parser.parse_args(arguments)
    read = read_texts(chosen.read)
    corpus = apart(articles(chosen.tagged), [text for text, _ in read_texts(chosen.apart)])
    raw, different = statistics(corpus, known_words(chosen.words))
    raw |= costs(corpus, different, chosen.words)
    summed: Counter[str] = Counter()
    for seed in SEEDS:
        for feature, weight in weighed(corpus, raw, different, read, seed).items():
            summed[feature] += weight / len(SEEDS)
    for before in ("R", *SIDES):
        for after in ("S", "W", "D", *SIDES):
            for word in (0, 1, 2):
                extra = ROLE_COST[word] if before == "R" else WORD_COST * (word > 0)
                summed[f"ki{before}{after}{word}"] += extra + (SAYING_COST if after == "S" and not word else 0.0)
    kept = {f: round(100 * w) for f, w in sorted(summed.items()) if f[0] != EDGE and abs(w) >= (0.3 if f[0] in "lr" else 0.0)}
    chosen.target.write_text(json.dumps({**raw, "weights": kept}, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def weighed(corpus: list[Article], raw: dict[str, dict[str, str]], different: list[str], read: list[Read], seed: int) -> dict[str, float]:
    """The weights that one draw of names teaches."""
    tables = Tables.unpack(raw, {})
    names = Names(different, sorted(w for w in tables.words if len(w) <= 3), seed)
    texts = [labelled(article, names, set(different), 0.7 if i % 4 else 0.0) for i, article in enumerate(corpus[:TRAINED])]
    texts += composed(names, *nouns_and_followers(corpus), COMPOSED)
    texts += [sentence for _ in range(PLACINGS) for article in corpus for sentence in placed(article, names)]
    texts += [renamed(text, spans, names, share) for share in READ_SHARES for text, spans in read]
    rows: list[Row] = []
    for text, spans in texts:
        for start, end, features in candidates(text, tables, edges=True):
            label = int((start, end) in spans)
            # most candidates are plainly no names: three in ten of those that touch no name is kept
            if label or any((start + d, end + e) in spans for d in (0, 1, -1) for e in (0, 1, -1)) or names.random.random() < 0.3:
                rows.append(([sys.intern(f) for f in features], label))
    seen = Counter(f for features, _ in rows for f in features)
    positive = Counter(f for features, label in rows if label for f in features)
    kept = {f for f, n in seen.items() if n >= 16 and (f[0] not in "lr" or positive[f] >= 2 or n >= 60)}
    rows = [([f for f in features if f in kept], label) for features, label in rows]
    sys.stderr.write(f"{len(different)} names, {len(rows)} candidates, {sum(label for _, label in rows)} of them names, {len(kept)} features\n")
    return train(rows, 4, seed)


if __name__ == "__main__":
    main(sys.argv[1:])
