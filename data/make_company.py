"""Make company.tsv: words with the company in which only one that sounds or looks like them is met.

    pip install numpy pypinyin && python make_company.py TEXT... > company.tsv

A word and its company go in if another in the word's place is met there often and the word never
is, though it is common elsewhere. How often such company will be met with the word after all was
measured on texts that were not counted: it depends on how much of the text the company covers, on
how common the word is, and on how much company the two share (`doubt`). What is met often beside
the other word and seldom with this one is worth a row.
"""

import os
import sys
from collections import defaultdict

import numpy as np
from pypinyin import Style, lazy_pinyin

HERE = os.path.dirname(os.path.abspath(__file__))
FIRST, LAST = 0x4E00, 0x9FA5
MARK, FIGURE = 0, 1  # what is no Han character
# How often a word must be met for its absence to tell, and company for it to be usual.
COMMON, LEAST = 50, 36
# The same for words of which it is known that they are taken for one another, in confused.txt.
KNOWN_LEAST = 8
# Which characters of the company are asked, by their distance from the word, with the doubt in
# each, for words of one character and of two.
SHAPES = {
    "before2+after1": ((-2, -1, 1), {1: 0.9e-5, 2: 3.6e-4}),
    "before1+after2": ((-1, 1, 2), {1: 1.3e-5, 2: 5e-4}),
    "after3": ((1, 2, 3), {1: 1.3e-5, 2: 1e-4}),
    "before3": ((-3, -2, -1), {1: 3.3e-5, 2: 2e-4}),
    "around": ((-1, 1), {1: 6e-5, 2: 2.2e-3}),
    "after2": ((1, 2), {1: 5e-5, 2: 4.5e-4}),
    "before2": ((-2, -1), {1: 1.1e-4, 2: 9e-4}),
    "after1": ((1,), {2: 2e-3}),
    "before1": ((-1,), {2: 4e-3}),
}
# By which power of how often the other word is met there a row is worth more.
MET = {1: 0.4, 2: 1.0}
# By how much more where the two are known to be confused.
KNOWN = 12
# How a row's worth, and how much likelier the other word is beside its nearest neighbours, in steps
# of src/text/counts.rs, must add up; and the steps that rows are asked for.
WORTH, STEP, ENOUGH = {1: 1.045, 2: 0.955}, {1: 0.57, 2: 0.512}, {1: 14.5, 2: 11.8}
STEPS = {1: (1, 3, 5), 2: (-2, 0, 2)}
# Single characters that are words, or whole parts of words, and are taken for one another.
SINGLES = """
在再 既即 及级极 应因 以已亿 由有又 于与予 为未位 分份 做作坐座 带待代 和合 像象向项 只至致之支 使是事 式势 他它 对队
期其起 需须 名明 线现县 型形行 里理 长常 度渡 经进 处出 前钱 成城程 供共 制治 个各 帐账 元员 件建 户护 场厂 副付 到道
将讲 受收 届界 等登 全权 该改 被备 据具 段断 心新 中种重 者着 自字 通同 后候 月约 另令 力立利 则责 内能 且切 获或 率律
化话 区去 此次 无五 两量 上商 时实 人任认 更跟 并病 家加 主住 会回 方放 工公功
""".split()
# Words that stand for nothing else: those of local administration and others that these texts have
# too seldom; and characters of foreign names.
RIGHT = set("""
市委 县委 区委 省委 党委 村委 州委 工委 市级 县级 省级 区级 市县 县区 市区 县域 镇村 乡村 村民 社区 行间 起航 文体 失业 方志 英勇 产销
法治 制订 种子 竞技 教室 民生 护理 施行 会商 新增 具 省 市 县 区 镇 村 乡
""".split())
FOREIGN = set("斯尔尼蒂阿姆卡洛莱塔诺埃萨伊")


def is_han(codes):
    return (codes >= FIRST) & (codes <= LAST)


def codes(paths):
    text = "\n".join(open(path, encoding="utf-8-sig", errors="ignore").read() for path in paths)
    chars = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    figures = (chars >= ord("0")) & (chars <= ord("9"))
    known = np.where(is_han(chars), chars, np.where(figures, FIGURE, MARK)).astype(np.uint64)
    edge = np.zeros(8, dtype=np.uint64)
    return np.concatenate([edge, known, edge])


def folded(char):
    """The syllable without what is often merged."""
    sound = lazy_pinyin(char, style=Style.NORMAL)[0]
    for merged, one in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        sound = one + sound[2:] if sound.startswith(merged) else sound
    sound = "l" + sound[1:] if sound.startswith("n") else sound
    return sound[:-1] if sound.endswith("ng") else sound


def lines(name):
    return open(os.path.join(HERE, name), encoding="utf-8").read().split("\n")


def sought(known, wanted):
    """Where each that is wanted stands among those that are known, and whether it does."""
    at = np.searchsorted(known, wanted)
    at[at == len(known)] = 0
    return at, known[at] == wanted


class Words:
    """Words of one length: where they stand, and which may be taken for which."""

    def __init__(self, chars, length):
        self.length = length
        if length == 1:
            self.names = sorted({c for group in SINGLES for c in group})
            found = chars
        else:
            self.names = sorted(word for word in lines("words.txt") if word)
            found = chars[:-1] << np.uint64(16) | chars[1:]
        self.codes = np.array([self.code(name) for name in self.names], dtype=np.uint64)
        at, is_word = sought(self.codes, found)
        is_word[:8] = is_word[-8:] = False
        if length == 2:
            # Two words meet here: 健全程序.
            is_word[1:-1] &= ~(is_word[:-2] & is_word[2:])
        self.places = np.nonzero(is_word)[0]
        self.at = at[self.places].astype(np.uint64)
        self.alone = np.ones(len(self.places), dtype=bool)
        if length == 1:
            # A character that makes a word with its neighbour is no word of its own.
            pairs = np.array(sorted(self.code(name) for name in lines("words.txt") if name), dtype=np.uint64)
            _, in_word = sought(pairs, chars[:-1] << np.uint64(16) | chars[1:])
            self.alone = ~(in_word[self.places - 1] | in_word[self.places])
        self.counts = np.bincount(self.at[self.alone].astype(np.int64), minlength=len(self.names))
        self.rights, self.wrongs = self.pairs()

    @staticmethod
    def code(name):
        return sum(ord(c) << 16 * by for by, c in enumerate(reversed(name)))

    def pairs(self):
        number = {name: at for at, name in enumerate(self.names)}
        groups = defaultdict(set)
        if self.length == 1:
            for index, group in enumerate(SINGLES):
                groups[index] = {number[c] for c in group}
        else:
            for name, at in number.items():
                groups[tuple(map(folded, name))].add(at)
            for index, line in enumerate(line for line in lines("shapes.tsv") if line):
                for name, at in number.items():
                    for by, c in enumerate(name):
                        if c in line:
                            groups[index, by, name[1 - by]].add(at)
        known = lines("confused.txt") if self.length == 2 else []
        known = {tuple(number[word] for word in reversed(line.split())) for line in known if line}
        pairs = {(r, w) for group in groups.values() for r in group for w in group if r != w} | known
        pairs = sorted(pair for pair in pairs if self.may_be(*pair, pair in known))
        self.known = np.array([pair in known for pair in pairs])
        pairs = np.array(pairs)
        return pairs[:, 0], pairs[:, 1]


    def may_be(self, right, wrong, is_known):
        names = self.names[right], self.names[wrong]
        is_usual = self.counts[wrong] >= (KNOWN_LEAST if is_known else COMMON)
        return is_usual and names[1] not in RIGHT and names[0] != "世卫" and not FOREIGN & set("".join(names))


def company(chars, words, offsets):
    """The company of each place, and whether it is whole: marks stand at its outer ends alone."""
    keys, whole = words.at.copy(), np.ones(len(words.places), dtype=bool)
    says = np.zeros(len(words.places), dtype=bool)
    for offset in offsets:
        c = chars[words.places + (offset + words.length - 1 if offset > 0 else offset)]
        is_outer = offset in (min(offsets), max(offsets)) and min(offsets) < 0 < max(offsets)
        if len(offsets) > 1 and not (is_outer and abs(offset) == 1):
            whole &= is_han(c)
        says |= is_han(c)
        keys = keys << np.uint64(16) | c
    whole &= says
    return keys[whole], keys[whole & words.alone]


def looked_up(keys, counts, wanted):
    at, is_known = sought(keys, wanted)
    return np.where(is_known, counts[at], 0)


def rivals(chars, words, offsets):
    """For each word that is usual in some company, and each it may be taken for: how often the two are met."""
    met, alone = company(chars, words, offsets)
    keys, counts = np.unique(met, return_counts=True)
    wrongs = (keys, counts) if len(alone) == len(met) else np.unique(alone, return_counts=True)
    bits = np.uint64(16 * len(offsets))
    usual = counts >= 8
    right, met = keys[usual], counts[usual]
    number = (right >> bits).astype(np.int64)
    start, end = (np.searchsorted(words.rights, number, side) for side in ("left", "right"))
    times = end - start
    row = np.repeat(np.arange(len(right)), times)
    pair = np.repeat(start, times) + np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    around = right[row] & ((np.uint64(1) << bits) - np.uint64(1))
    wrong = words.wrongs[pair].astype(np.uint64) << bits | around
    return pair, around, met[row], looked_up(*wrongs, wrong)


def rows(chars, words):
    """The best word for each wrong one and its company, with how often it is met."""
    found, shared, expected = [], np.zeros(len(words.rights)), np.zeros(len(words.rights))
    for name, (offsets, doubts) in SHAPES.items():
        if words.length not in doubts:
            continue
        pair, around, met, seen = rivals(chars, words, offsets)
        if len(offsets) == 2 or words.length == 1 and len(offsets) == 3:
            share = words.counts[words.wrongs[pair]] / words.counts[words.rights[pair]]
            shared += np.bincount(pair, weights=seen > 0, minlength=len(shared))
            expected += np.bincount(pair, weights=1 - np.exp(-met * share), minlength=len(shared))
        never = (seen == 0) & (met >= np.where(words.known[pair], KNOWN_LEAST, LEAST))
        found.append((name, pair[never], around[never], met[never]))
    affinity = (shared + 0.3) / (expected + 3)
    best = {}
    for name, pair, around, met in found:
        wrong = words.wrongs[pair]
        doubt = SHAPES[name][1][words.length] * affinity[pair] ** 0.4 * words.counts[wrong] ** 0.3
        worth = met ** MET[words.length] / doubt * np.where(words.known[pair], KNOWN, 1)
        missing = ENOUGH[words.length] - WORTH[words.length] * np.log(worth)
        steps = np.searchsorted(STEPS[words.length], missing / STEP[words.length])
        kept = steps < np.where(words.known[pair], 3, 2)
        for w, r, c, n, s in zip(*(part[kept].tolist() for part in (wrong, words.rights[pair], around, met, steps))):
            if n > best.get((name, w, c), (0, 0))[1]:
                best[name, w, c] = (r, n, STEPS[words.length][s])
    return best


def parts(name, around):
    """The shapes that are part of a shape, with the company in them."""
    offsets = SHAPES[name][0]
    chars = dict(zip(offsets, reversed([around >> 16 * by & 0xFFFF for by in range(len(offsets))])))
    for other, (inner, _) in SHAPES.items():
        if other != name and set(inner) <= set(offsets):
            code = 0
            for offset in inner:
                code = code << 16 | chars[offset]
            yield other, code


def shown(name, around):
    offsets = SHAPES[name][0]
    chars = [{MARK: "，", FIGURE: "0"}.get(c, chr(c)) for c in (around >> 16 * by & 0xFFFF for by in reversed(range(len(offsets))))]
    before = sum(offset < 0 for offset in offsets)
    return "".join(chars[:before]) + "～" + "".join(chars[before:])


def main(paths):
    chars = codes(paths)
    table = defaultdict(list)
    for length in (1, 2):
        words = Words(chars, length)
        best = rows(chars, words)
        for (name, wrong, around), (right, _, steps) in best.items():
            known = (best.get((other, wrong, code)) for other, code in parts(name, around))
            if not any(row and row[0] == right and row[2] <= steps for row in known):
                table[words.names[wrong], words.names[right], steps].append(shown(name, around))
    print("错\t正\t佐证\t语境")
    for (wrong, right, steps), contexts in sorted(table.items()):
        print(wrong, right, steps, " ".join(sorted(contexts)), sep="\t")
    print(len(table), "lines,", sum(map(len, table.values())), "rows", file=sys.stderr)


main(sys.argv[1:])
