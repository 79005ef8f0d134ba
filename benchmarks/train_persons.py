"""Make `kg/recognise/person_weights.json`: name statistics, a table of ordinary words, and a logistic regression over candidate names.

Two teachers: LAC, which never ships, by its tags of news (`tag_persons.py` makes them), and people who read texts for names:

    python benchmarks/tag_persons.py --share 0.4 NEWS.jsonl.gz > TAGGED.jsonl
    python benchmarks/train_persons.py TAGGED.jsonl --words DICT --gold GOLD_DIR... --apart HELD_DIR...

DICT is the word list of jieba 0.42.1 (`jieba/dict.txt` in its source archive, MIT), lines `word count tag`: words that the news seldom has, and by
its names the given names that go with several surnames. GOLD_DIR and HELD_DIR hold gold files (`DOC.json` beside `DOC.txt`), whose `private` and
`officials` name every person of their text. Tagged articles that share a sentence with HELD are left out, so that HELD measures. In most articles the
names are replaced by random ones: the scorer shall learn contexts and statistics and not the names of the news; `person_frames.txt` and
`person_news.txt` beside this file hold invented sentences with places for names. Only counts and weights are written; one process and one thread,
names drawn by fixed seeds: the same input gives the same bytes under the same minor version of Python (3.12 began to sum floats in another way).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from person_sentences import Article, Names, composed, filled, labelled, nouns_and_followers, placed, renamed, told
from person_tables import beside_people, costs, known_words, statistics

from kg.recognise.person_features import EDGE, Tables, candidates

TARGET = Path(__file__).parent.parent / "kg" / "recognise" / "person_weights.json"
SIDES = ("H", ",", "“", "”", "(", ")", "0", " ", "\n", "、", "《", "》")
#: Articles to train on; the statistics come from all.
TRAINED = 8000
#: How many of the candidates that touch no name are kept.
NEGATIVES = 0.5
#: A missed person costs more than a masked word: what is added to the weights of a role or of saying beside an unknown word, and taken from a
#: known word that stands without a role.
ROLE_COST, SAYING_COST, WORD_COST = (2.0, 0.8, 0.0), 1.0, -1.0
#: Each read text is learned once for each of these shares of replaced names.
READ_SHARES = (0.0, 0.8, 1.0)
#: The weights are the mean over these draws of names.
SEEDS = (7, 11)
#: Composed sentences, and how often each sentence that speaks of people gets names.
COMPOSED, PLACINGS = 12000, 3
#: Sentences with places for names, and how often each is filled.
FRAMES, FILLINGS = Path(__file__).parent / "person_frames.txt", 24
#: Sentences like those of the news, and the shares of replaced names with which each is learned. What one sentence alone has is not seen often
#: enough to be kept: they teach what they have in common.
NEWS, NEWS_SHARES = Path(__file__).parent / "person_news.txt", (0.0, 0.0, *(1.0,) * 12)
#: Shorter lines are no sign that two texts are one.
LONG = 15
Read = tuple[str, list[tuple[int, int]]]
Row = tuple[list[str], int]


def articles(paths: list[Path]) -> list[Article]:
    """All tagged articles of the files, one list of (sentence, words) each."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").split("\n") if line]


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


def read_texts(folders: list[Path]) -> list[Read]:
    """(text, spans of names) of each gold file of the folders, by folder and name; a name is a name wherever it stands."""
    rows: list[Read] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.json"))):
        gold, text = json.loads(path.read_text("utf-8")), path.with_suffix(".txt")
        if not text.is_file():
            continue
        words = text.read_bytes().decode("utf-8")
        names = {*gold.get("private", ()), *(one["name"] for one in gold.get("officials", ()))} - {""}
        spans: list[tuple[int, int]] = []
        for name in sorted(names, key=lambda name: (-len(name), name)):
            found = (match.span() for match in re.finditer(re.escape(name), words) if len(name) > 1)
            spans += [(a, b) for a, b in found if all(b <= start or end <= a for start, end in spans)]
        rows.append((words, sorted(spans)))
    return rows


def frames(path: Path = FRAMES) -> list[str]:
    """The sentences of a file, with places for names."""
    return [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]


def apart(corpus: list[Article], held: list[str]) -> list[Article]:
    """The articles that share no long sentence with the texts held apart."""
    known = {line.strip() for text in held for line in text.split("\n") if len(line.strip()) >= LONG}
    return [article for article in corpus if not any(sentence.strip() in known for sentence, _ in article)]


def main(arguments: list[str]) -> None:
    """Read the tagged articles and the read texts, write the tables and the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tagged", nargs="+", type=Path)
    parser.add_argument("--words", type=Path)
    parser.add_argument("--gold", nargs="*", type=Path, default=[])
    parser.add_argument("--apart", nargs="*", type=Path, default=[])
    parser.add_argument("--composed", type=int, default=COMPOSED, help="how many short sentences to compose")
    parser.add_argument("--target", type=Path, default=TARGET)
    chosen = parser.parse_args(arguments)
    read = read_texts(chosen.gold)
    corpus = apart(articles(chosen.tagged), [text for text, _ in read_texts(chosen.apart)])
    raw, different = statistics(corpus, known_words(chosen.words))
    raw |= costs(corpus, different, chosen.words) | beside_people(corpus, set(different))
    summed: Counter[str] = Counter()
    for seed in SEEDS:
        for feature, weight in weighed(corpus, raw, different, (read, chosen.composed), seed).items():
            summed[feature] += weight / len(SEEDS)
    for before in ("R", *SIDES):
        for after in ("S", "P", "W", "D", *SIDES):
            for word in (0, 1, 2):
                extra = ROLE_COST[word] if before == "R" else WORD_COST * (word > 0)
                summed[f"ki{before}{after}{word}"] += extra + (SAYING_COST if after == "S" and not word else 0.0)
    kept = {f: round(100 * w) for f, w in sorted(summed.items()) if f[0] != EDGE and abs(w) >= (0.3 if f[0] in "lr" else 0.0)}
    chosen.target.write_text(json.dumps({**raw, "weights": kept}, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def weighed(corpus: list[Article], raw: dict[str, dict[str, str]], different: list[str], more: tuple[list[Read], int], seed: int) -> dict[str, float]:
    """The weights that one draw of names teaches; `more` holds the read texts and how many sentences to compose."""
    read, count = more
    tables = Tables.unpack(raw, {})
    names = Names(different, sorted(tables.costs.known), sorted(w for w in tables.words if len(w) <= 3), seed)
    texts = [labelled(article, names, set(different), 0.7 if i % 4 else 0.0) for i, article in enumerate(corpus[:TRAINED])]
    texts += composed(names, *nouns_and_followers(corpus), count)
    texts += [sentence for _ in range(PLACINGS) for article in corpus for sentence in placed(article, names)]
    texts += [sentence for frame in frames() for sentence in filled(frame, names, FILLINGS)]
    texts += [told(line, names, share) for line in frames(NEWS) for share in NEWS_SHARES]
    texts += [renamed(text, spans, names, share) for share in READ_SHARES for text, spans in read]
    rows: list[Row] = []
    for text, spans in texts:
        for start, end, features in candidates(text, tables, edges=True):
            label = int((start, end) in spans)
            # most candidates are plainly no names
            if label or any((start + d, end + e) in spans for d in (0, 1, -1) for e in (0, 1, -1)) or names.random.random() < NEGATIVES:
                rows.append(([sys.intern(f) for f in features], label))
    seen = Counter(f for features, _ in rows for f in features)
    positive = Counter(f for features, label in rows if label for f in features)
    kept = {f for f, n in seen.items() if n >= 16 and (f[0] not in "lr" or positive[f] >= 2 or n >= 60)}
    rows = [([f for f in features if f in kept], label) for features, label in rows]
    sys.stderr.write(f"{len(different)} names, {len(rows)} candidates, {sum(label for _, label in rows)} of them names, {len(kept)} features\n")
    return train(rows, 4, seed)


if __name__ == "__main__":
    main(sys.argv[1:])
