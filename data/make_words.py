"""Make words.txt, the table of two-character words, from jieba's dictionary.

    pip install jieba==0.42.1 && python make_words.py > words.txt

A record is seven bytes: two Han characters of three bytes each and a line feed,
sorted by bytes, so that a reader finds a word by binary search without parsing.
Forms that our own word lists call wrong are left out: jieba knows 好象 and 自已 as words.
"""
import os
import sys

import jieba

# Below this jieba's entries are mostly fragments with an invented frequency.
MIN_FREQUENCY = 6
# 七遍, 万瓦: a numeral with its measure is two words, unless it is common (一些).
MIN_FREQUENCY_AFTER_NUMERAL = 300
NUMERALS = "零〇一二三四五六七八九十百千万亿几两第"
# jieba tags 智慧 and 汝阳 as names of persons; only what begins with a surname is one.
SURNAMES = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def is_word(word: str, frequency: int, tag: str) -> bool:
    if len(word) != 2 or not all(map(is_han, word)):
        return False
    if tag.startswith("nr") and word[0] in SURNAMES:
        return False
    if word[0] in NUMERALS and tag.startswith("m"):
        return frequency >= MIN_FREQUENCY_AFTER_NUMERAL
    return frequency >= MIN_FREQUENCY


def wrong_words() -> set:
    here = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(here, "..", "rules", "lexicon", "wrong-words.tsv")
    with open(path, encoding="utf-8") as lines:
        return {line.split("\t")[0] for line in lines}


def main() -> None:
    wrong = wrong_words()
    path = os.path.join(os.path.dirname(jieba.__file__), "dict.txt")
    with open(path, encoding="utf-8") as lines:
        entries = (line.split() for line in lines)
        words = {w.encode() for w, frequency, tag in entries if w not in wrong and is_word(w, int(frequency), tag)}
    sys.stdout.buffer.write(b"".join(word + b"\n" for word in sorted(words)))


main()
