"""Makes world.txt, the outlines of the map, from Natural Earth's 1:110m land and countries.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 build.py package

Natural Earth is in the public domain; world-atlas (ISC) packs it as TopoJSON. The first line of the result is the land as one SVG
path, the second the borders between countries. Coordinates are tenths of a degree: x from 180 west, y from 90 north.
"""

import json
import sys
from pathlib import Path

SOUTH_MAX = -58  # What lies further south is ice, and nobody's news.


def decoded(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def line(arcs, indexes):
    points = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc if not points else arc[1:]
    return points


def path(points, close):
    at = [(round((lon + 180) * 10), round((90 - lat) * 10)) for lon, lat in points]
    out, last = f"M{at[0][0]} {at[0][1]}l", at[0]
    steps = []
    for point in at[1:]:
        if point != last:
            steps.append(f"{point[0] - last[0]} {point[1] - last[1]}")
            last = point
    return out + ",".join(steps).replace(" -", "-").replace(",-", "-") + ("z" if close else "") if steps else ""


def rings(geometry):
    if geometry["type"] == "GeometryCollection":
        return [ring for inner in geometry["geometries"] for ring in rings(inner)]
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def main(folder):
    land = json.loads((folder / "land-110m.json").read_text())
    arcs = decoded(land)
    coasts = [line(arcs, ring) for ring in rings(land["objects"]["land"])]
    coasts = [ring for ring in coasts if max(lat for _, lat in ring) > SOUTH_MAX]
    countries = json.loads((folder / "countries-110m.json").read_text())
    arcs = decoded(countries)
    used = {}
    for country in countries["objects"]["countries"]["geometries"]:
        for ring in rings(country):
            for index in ring:
                key = index if index >= 0 else ~index
                used[key] = used.get(key, 0) + 1
    borders = [arcs[key] for key, n in sorted(used.items()) if n > 1]
    text = "".join(path(ring, True) for ring in coasts) + "\n" + "".join(path(arc, False) for arc in borders) + "\n"
    Path(__file__).with_name("world.txt").write_text(text)


main(Path(sys.argv[1]))
