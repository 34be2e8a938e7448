"""Makes the world map's outlines from Natural Earth: `python tools/make_world_map.py countries-110m.json`.

The file comes from the npm package world-atlas 2.0.2 (Natural Earth 4.1, public domain). Projection: Equal Earth
(Savric, Patterson and Jenny, 2018); places rounded to whole units of a drawing 760 wide, points that move by less than
a unit dropped, Antarctica left out.
"""

import json
import math
import sys
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src/safelamp/engines/charts/world.json"
NAMES = ROOT / "src/safelamp/ground/standards/data/countries.json"
WIDTH = 760
HALF_ROUND = 180
Place = tuple[float, float]  # longitude and latitude
FEWEST_POINTS = 4  # of a ring, the first one twice
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
LEFT_OUT = {"Antarctica", "Fr. S. Antarctic Lands"}
NO_CODE = {"Kosovo", "N. Cyprus", "Somaliland"}  # drawn as Natural Earth has them; ISO 3166 has no code for them
OTHER_NAMES = {
    "United States of America": "US", "Dem. Rep. Congo": "CD", "Congo": "CG", "Dominican Rep.": "DO", "Bahamas": "BS",
    "Falkland Is.": "FK", "Russia": "RU", "Central African Rep.": "CF", "Eq. Guinea": "GQ", "eSwatini": "SZ",
    "W. Sahara": "EH", "Bolivia": "BO", "Venezuela": "VE", "Tanzania": "TZ", "Côte d'Ivoire": "CI", "Palestine": "PS",
    "Gambia": "GM", "Vanuatu": "VU", "Laos": "LA", "Vietnam": "VN", "North Korea": "KP", "South Korea": "KR",
    "Iran": "IR", "Syria": "SY", "Moldova": "MD", "Turkey": "TR", "Brunei": "BN", "Taiwan": "TW", "Solomon Is.": "SB",
    "Bosnia and Herz.": "BA", "Timor-Leste": "TL", "Myanmar": "MM", "United Kingdom": "GB",
    "Trinidad and Tobago": "TT", "Macedonia": "MK", "Czechia": "CZ", "S. Sudan": "SS", "Netherlands": "NL",
}  # fmt: skip


def main(source: str) -> None:
    """Writes the outlines by country code, and those without a code under "-"."""
    atlas = json.loads(Path(source).read_text(encoding="utf-8"))
    codes = {row["name"]: row["code"] for row in json.loads(NAMES.read_text(encoding="utf-8"))["countries"]}
    arcs = [_unpacked(arc, atlas["transform"]) for arc in atlas["arcs"]]
    paths: dict[str, str] = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if name in LEFT_OUT:
            continue
        code = "-" if name in NO_CODE else OTHER_NAMES.get(name) or codes[name]
        paths[code] = paths.get(code, "") + _path(shape, arcs)
    OUT.write_text(json.dumps(dict(sorted(paths.items())), separators=(",", ":"), indent=0) + "\n", encoding="utf-8")
    print(len(paths), "countries,", OUT.stat().st_size, "bytes")


def _unpacked(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Place]:
    (wide, high), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for across, up in arc:
        x, y = x + across, y + up
        points.append((left + x * wide, bottom + y * high))
    kept = [points[0]]
    for point in points[1:-1]:
        (across, up), (before_across, before_up) = _projected(*point), _projected(*kept[-1])
        if abs(across - before_across) + abs(up - before_up) > 1:
            kept.append(point)
    return [*kept, points[-1]]


def _projected(longitude: float, latitude: float) -> tuple[int, int]:
    """Equal Earth, then whole units of the drawing."""
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    second = angle * angle
    sixth = second**3
    x = (
        math.radians(longitude)
        * math.cos(angle)
        / (math.sqrt(3) / 2 * (A1 + 3 * A2 * second + sixth * (7 * A3 + 9 * A4 * second)))
    )
    y = angle * (A1 + A2 * second + sixth * (A3 + A4 * second))
    scale = WIDTH / (2 * 2.7066)
    return round((x + 2.7066) * scale), round((1.3173 - y) * scale)


def _path(shape: dict, arcs: list[list[Place]]) -> str:  # type: ignore[type-arg]
    groups = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return "".join(_ring(ring, arcs) for polygon in groups for ring in polygon)


def _ring(ring: list[int], arcs: list[list[Place]]) -> str:
    places: list[Place] = []
    for number in ring:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        places += part if not places else part[1:]
    if max(across for across, _ in places) - min(across for across, _ in places) > HALF_ROUND:
        places = [(across + 360 if across < 0 else across, up) for across, up in places]  # it crosses the date line
    points = [_projected(*place) for place in places]
    kept = [point for place, point in enumerate(points) if not place or point != points[place - 1]]
    if len(kept) < FEWEST_POINTS:
        return ""
    steps = "".join(f"{_spaced(x - from_x)}{_spaced(y - from_y)}" for (from_x, from_y), (x, y) in pairwise(kept[:-1]))
    return f"M{kept[0][0]} {kept[0][1]}l{steps.strip()}z"


def _spaced(number: int) -> str:
    """A minus parts numbers as well as a space."""
    return str(number) if number < 0 else f" {number}"


if __name__ == "__main__":
    main(sys.argv[1])
