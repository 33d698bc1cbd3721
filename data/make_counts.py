"""Make counts.bin: how often characters stood together in a large amount of official prose.

    python make_counts.py TEXT... > counts.bin        (needs numpy)

Only counts come out, rounded to fifteen steps of a logarithm; see README.md.
"""

import sys

import numpy as np

FIRST, LAST = 0x4E00, 0x9FA5
LEAST = {1: 30, 2: 2, 3: 3, 4: 5}  # rarer ones are left out
LOAD = 0.78
NOTHING = np.uint64(1)  # fills the places behind a row of less than four


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


def mixed(keys):
    with np.errstate(over="ignore"):
        keys = keys * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(32)
        return keys * np.uint64(0xD6E8FEB86659FD93)


def main(paths):
    chars = codes(paths)
    han = chars > 0
    pairs = han[:-1] & han[1:]
    fours = han[1:-2] & han[2:-1] & (han[:-3] | han[3:])
    rows = {
        1: key(chars[han]),
        2: key(chars[:-1][pairs], chars[1:][pairs]),
        3: key(chars[:-2], chars[1:-1], chars[2:]),
        4: key(*(chars[at:len(chars) - 3 + at][fours] for at in range(4))),
    }
    parts = [counted(keys, LEAST[length]) for length, keys in rows.items()]
    keys, steps = (np.concatenate(part) for part in zip(*parts))
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
