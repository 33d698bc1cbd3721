"""Make counts.bin: how often characters stood together in a large amount of official prose.

    python make_counts.py TEXT... > counts.bin        (needs numpy)

Only counts come out, rounded to fifteen steps of a logarithm; see README.md.
"""

import sys

import numpy as np

FIRST, LAST = 0x4E00, 0x9FA5
LEAST = {1: 30, 2: 3, 3: 4}  # rarer ones are left out
LOAD = 0.75


def codes(paths):
    """The characters of all texts; 0 where there is no Han character."""
    text = "\n".join(open(path, encoding="utf-8-sig", errors="ignore").read() for path in paths)
    chars = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    return np.where((chars >= FIRST) & (chars <= LAST), chars, 0)


def counted(keys, least):
    keys, counts = np.unique(keys, return_counts=True)
    often = counts >= least
    return keys[often], np.clip((np.log2(counts[often]) * 0.75 + 0.5).astype(np.uint64), 1, 15)


def key(first, second, third):
    return first << np.uint64(32) | second << np.uint64(16) | third


def mixed(keys):
    with np.errstate(over="ignore"):
        keys = keys * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(32)
        return keys * np.uint64(0xD6E8FEB86659FD93)


def main(paths):
    chars = codes(paths)
    one = np.uint64(1)
    han = chars > 0
    pairs = han[:-1] & han[1:]
    singles = counted(key(chars[han], one, one), LEAST[1])
    pairs = counted(key(chars[:-1][pairs], chars[1:][pairs], one), LEAST[2])
    triples = counted(key(chars[:-2], chars[1:-1], chars[2:]), LEAST[3])
    keys, steps = (np.concatenate(parts) for parts in zip(singles, pairs, triples))
    size = int(len(keys) / LOAD)
    hashes = mixed(keys)
    slots = ((hashes >> np.uint64(32)) * np.uint64(size) >> np.uint64(32)).tolist()
    entries = ((hashes >> np.uint64(20) & np.uint64(0xFFF)) << np.uint64(4) | steps).tolist()
    table = [0] * size
    for slot, entry in zip(slots, entries):
        while table[slot]:
            slot = (slot + 1) % size
        table[slot] = entry
    sys.stdout.buffer.write(np.array(table, dtype="<u2").tobytes())


main(sys.argv[1:])
