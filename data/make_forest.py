"""Grow the forests that weigh what is meant: slips-one.bin and slips-two.bin.

    python data/make_forest.py PROSE RIGHT...        (needs lightgbm, jieba, numpy, pypinyin)

PROSE is text that counts.bin was not counted from, documents parted by form feeds: slips are planted
in it, four times over. RIGHT are texts that are taken as they stand. The candidates and their facts
come from the checker itself (src/facts/slips/unlikely/training.rs). See README.md.
"""

import collections
import os
import random
import re
import struct
import subprocess
import sys

import jieba
import lightgbm
import numpy as np
from pypinyin import lazy_pinyin

HERE = os.path.dirname(os.path.abspath(__file__))
HAN = re.compile("[\u4e00-\u9fa5]{1,4}")
ROUNDS = 4  # how often slips are planted in the whole text
DENSITY = 0.22  # how many sentences get one
RARE = 30  # characters met less often are not planted
FACTS = {  # by the length of what is meant: how many rows cover the place, facts of the place, facts
    1: (9, 25, 49),
    2: (12, 30, 59),
}


def folded(syllable):
    syllable = re.sub("^([zcs])h", r"\1", syllable)
    return re.sub("ng$", "n", re.sub("^n", "l", syllable))


class Slips:
    """What may be written for what: words and characters of the same sound, characters alike."""

    def __init__(self, prose):
        self.chars = collections.Counter(re.findall("[\u4e00-\u9fa5]", prose))
        self.words = collections.Counter(word for word in jieba.cut(prose) if len(word) == 2)
        self.sound = {c: lazy_pinyin(c)[0] for c, count in self.chars.items() if count >= RARE}
        self.by_sound, self.by_folded = collections.defaultdict(list), collections.defaultdict(list)
        for c, sound in self.sound.items():
            self.by_sound[sound].append(c)
            self.by_folded[folded(sound)].append(c)
        for word in open(f"{HERE}/words.txt", encoding="utf-8").read().split():
            if all(c in self.sound for c in word):
                sounds = tuple(lazy_pinyin(word))
                self.by_sound[sounds].append(word)
                self.by_folded[tuple(map(folded, sounds))].append(word)
        self.shapes = collections.defaultdict(set)
        for line in open(f"{HERE}/shapes.tsv", encoding="utf-8"):
            for c in line.strip():
                self.shapes[c] |= set(line.strip()) - {c}

    def pick(self, others, counts, power):
        """One of them, the frequent ones more often."""
        others = [other for other in others if counts[other] or random.random() < 0.1]
        return random.choices(others, [(counts[o] + 1) ** power for o in others])[0] if others else None

    def char(self, c):
        same = self.by_sound[self.sound[c]] if random.random() < 0.85 else self.by_folded[folded(self.sound[c])]
        return self.pick([other for other in same if other != c], self.chars, 0.6)

    def of(self, word):
        """The word with a slip in it, or None."""
        if len(word) == 2 and random.random() < 0.5:
            if random.random() < 0.2:
                both = [self.char(c) if c in self.sound else None for c in word]
                return "".join(both) if all(both) else None
            sounds = tuple(lazy_pinyin(word))
            exact = random.random() < 0.8
            words = self.by_sound[sounds] if exact else self.by_folded[tuple(map(folded, sounds))]
            return self.pick([other for other in words if other != word], self.words, 0.5)
        at = random.randrange(len(word))
        if word[at] in "的地得" or word[at] not in self.sound:
            return None
        by_ear = random.random() < 0.5
        other = self.char(word[at]) if by_ear else self.pick(list(self.shapes[word[at]]), self.chars, 0.5)
        return word[:at] + other + word[at + 1 :] if other else None


def planted(text, number, slips):
    """The text with slips, and what is meant where: (document, place) -> characters."""
    done, meant, place = [], {}, 0
    for sentence in re.split("(?<=[。；，\n])", text):
        words = list(jieba.cut(sentence))
        of_han = [at for at, word in enumerate(words) if HAN.fullmatch(word)]
        if len(sentence) > 5 and of_han and random.random() < DENSITY:
            at = random.choice(of_han)
            right, wrong = words[at], slips.of(words[at])
            if wrong and wrong != right:
                differ = [i for i in range(len(right)) if wrong[i] != right[i]]
                start = place + sum(map(len, words[:at])) + differ[0]
                meant[number, start] = right[differ[0] : differ[-1] + 1]
                words[at] = wrong
        done.append("".join(words))
        place += len(sentence)
    return "".join(done), meant


def candidates(text):
    """(document, place, right, facts) of every candidate that the checker sees in the text."""
    folder = f"{HERE}/../target/slips"
    os.makedirs(folder, exist_ok=True)
    open(f"{folder}/texts", "w", encoding="utf-8").write(text)
    command = "cargo test --quiet --release --lib write_candidates -- --ignored"
    subprocess.run(command.split(), cwd=f"{HERE}/..", check=True, stdout=subprocess.DEVNULL)
    for line in open(f"{folder}/candidates", encoding="utf-8"):
        document, place, right, facts = line.split("\t")
        yield int(document), int(place), right, np.array(facts.split(), dtype=np.int8)


def examples(prose, right):
    """The facts, whether it is what is meant, and the weight, by the number of characters."""
    found = {1: [], 2: []}
    slips = Slips(prose)
    for _ in range(ROUNDS):
        texts, meant = [], {}
        for number, text in enumerate(prose.split("\f")):
            text, here = planted(text, number, slips)
            texts.append(text)
            meant |= here
        for document, place, other, facts in candidates("\f".join(texts)):
            is_meant = meant.get((document, place)) == other
            # What a slip makes of its neighbours tells little of right text.
            is_near = any((document, at) in meant for at in range(place - 3, place + 4))
            found[len(other)].append((facts, is_meant, 0.3 if is_near and not is_meant else 1))
    for _, _, other, facts in candidates("\f".join(right)):
        found[len(other)].append((facts, False, 2))
    return found


def grown(rows, length):
    rows_of, place, count = FACTS[length]
    # What is met more often as it stands is no slip; what would be met more often is one.
    ways = [0] * (1 + length) + [-1] * rows_of
    ways += [0] * (place - len(ways)) + [1] + [0] * length + [1] * (rows_of + 4)
    model = lightgbm.LGBMClassifier(
        n_estimators=60, num_leaves=15, learning_rate=0.2, min_child_samples=20, subsample=0.8,
        subsample_freq=1, colsample_bytree=0.6, reg_lambda=5, max_bin=63, verbose=-1,
        monotone_constraints=ways + [0] * (count - len(ways)), random_state=0, deterministic=True,
    )  # fmt: skip
    facts, meant, weights = zip(*rows)
    model.fit(np.array(facts), np.array(meant), sample_weight=np.array(weights))
    return model.booster_.dump_model()["tree_info"]


def stored(tree):
    """The bytes of a tree; see src/facts/slips/unlikely/forest.rs."""
    questions, leaves = [], []

    def walk(node):
        if "leaf_value" in node:
            leaves.append(round(100 * node["leaf_value"]))
            return -len(leaves)
        at = len(questions)
        questions.append(None)
        sides = walk(node["left_child"]), walk(node["right_child"])
        questions[at] = (node["split_feature"], int(np.floor(node["threshold"])), *sides)
        return at

    walk(tree)
    return b"".join(
        [bytes([len(questions)])]
        + [struct.pack("<Bbbb", *question) for question in questions]
        + [struct.pack("<h", leaf) for leaf in leaves]
    )


def main(prose, *right):
    random.seed(1)
    read = lambda path: open(path, encoding="utf-8-sig").read()
    found = examples(read(prose), [read(path) for path in right])
    for length, name in (1, "one"), (2, "two"):
        trees = grown(found[length], length)
        with open(f"{HERE}/slips-{name}.bin", "wb") as file:
            file.write(b"".join(stored(tree["tree_structure"]) for tree in trees))


main(*sys.argv[1:])
