"""Make counts.bin: how often characters stood together in a large amount of official prose.

    python make_counts.py TEXT... > counts.bin        (needs numpy)

Only counts come out, rounded to fifteen steps of a logarithm; see README.md.
"""

import random
import sys

import numpy as np

FIRST, LAST = 0x4E00, 0x9FA5
LEAST = {1: 30, 2: 2, 3: 3, 4: 5}  # rarer ones are left out
NOTHING = np.uint64(1)  # fills the places behind a row of less than four
BUCKETS, SLOTS = 1 << 20, 4  # 97 of 100 slots can be filled


def codes(paths):
    """The characters of all texts; 0 where there is no Han character."""
    text = "\n".join(open(path, encoding="utf-8-sig", errors="ignore").read() for path in paths)
    chars = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    return np.where((chars >= FIRST) & (chars <= LAST), chars, 0)


def counted(keys, least):
    keys, counts = np.unique(keys, return_counts=True)
    often = counts >= least
    return keys[often], np.clip((np.log2(counts[often]) * 0.75 + 0.5).astype(np.uint64), 1, 15)


def key(first, second=NOTHING, third=NOTHING, fourth=NOTHING):
    return first << np.uint64(48) | second << np.uint64(32) | third << np.uint64(16) | fourth


def rows(chars):
    """The key of every row of one to four characters, by their number."""
    han = chars > 0
    pairs = han[:-1] & han[1:]
    threes = han[1:-1] | ~han[:-2]
    fours = han[1:-2] & han[2:-1] & (han[:-3] | han[3:])
    return {
        1: key(chars[han]),
        2: key(chars[:-1][pairs], chars[1:][pairs]),
        3: key(*(chars[at : len(chars) - 2 + at][threes] for at in range(3))),
        4: key(*(chars[at : len(chars) - 3 + at][fours] for at in range(4))),
    }


def mixed(keys):
    with np.errstate(over="ignore"):
        keys = keys * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(32)
        return keys * np.uint64(0xD6E8FEB86659FD93)


def placed(firsts, seconds):
    """For each bucket the rows in it: each is in one of its two, and makes room for another if it must."""
    buckets, chance = [[] for _ in range(BUCKETS)], random.Random(0)
    for row in range(len(firsts)):
        bucket = firsts[row]
        if len(buckets[bucket]) > len(buckets[seconds[row]]):
            bucket = seconds[row]
        while len(buckets[bucket]) == SLOTS:
            slot = chance.randrange(SLOTS)
            row, buckets[bucket][slot] = buckets[bucket][slot], row
            bucket ^= firsts[row] ^ seconds[row]
        buckets[bucket].append(row)
    return buckets


def main(paths):
    parts = [counted(keys, LEAST[length]) for length, keys in rows(codes(paths)).items()]
    keys, steps = (np.concatenate(part) for part in zip(*parts))
    hashes = mixed(keys)
    bits = lambda at, count: hashes >> np.uint64(at) & np.uint64((1 << count) - 1)
    marks = np.maximum(bits(32, 12), np.uint64(1))
    entries = marks << np.uint64(4) | steps
    table = np.zeros((BUCKETS, SLOTS), dtype="<u2")
    for bucket, inside in enumerate(placed(bits(44, 20).tolist(), bits(12, 20).tolist())):
        table[bucket, : len(inside)] = entries[inside]
    sys.stdout.buffer.write(table.tobytes())
    print(len(keys), "rows", file=sys.stderr)


main(sys.argv[1:])
