"""The dated tree of a generated province: bloc, districts until their end, communes, base organisations below them."""

from __future__ import annotations

from datetime import date, timedelta

from lantoa.demo.generate.scale import REFORM, Province, Workshop
from lantoa.units.enums import ChangeKind, Line, PartRole, UnitKind
from lantoa.units.models import ChangePart, MemberCount, ParentEdge, Unit, UnitChange, UnitVersion

ONE_DAY = timedelta(days=1)
COMMUNES_OF_A_DISTRICT = 12


def add_province(shop: Workshop, number: int) -> tuple[Province, list[tuple[Unit, Unit]]]:
    """Write the units of a province. Returns it, and of each base organisation the pair (unit, its commune or bloc)."""
    code, names = f"p{number}", shop.words["provinces"]
    name = names[(number - 1) % len(names)] + (f" {number}" if number > len(names) else "")
    root = _establish(shop, code, f"Tỉnh ủy {name}", UnitKind.PROVINCE_COMMITTEE, None)
    bloc = _establish(shop, f"{code}-khoi", f"Đảng ủy Khối tỉnh {name}", UnitKind.BLOC_COMMITTEE, root)
    province = Province(number, root, bloc)
    districts = _add_districts(shop, province)
    bases = []
    for place in range(shop.scale.communes):
        commune = _add_commune(shop, province, place, districts)
        province.communes.append(commune)
        bases += [(_add_base(shop, commune, nth), commune) for nth in range(1, shop.scale.bases + 1)]
    bases += [(_add_agency(shop, bloc, nth), bloc) for nth in range(shop.scale.agencies)]
    return province, bases


def _add_districts(shop: Workshop, province: Province) -> list[Unit]:
    """One for each dozen communes; none where all that happens lies after they ended."""
    if shop.scale.since >= REFORM:
        return []
    count = -(-shop.scale.communes // COMMUNES_OF_A_DISTRICT)
    last = REFORM - ONE_DAY if shop.scale.on >= REFORM else None
    districts = []
    for nth in range(1, count + 1):
        code, kind = f"{province.root.code}-h{nth}", UnitKind.DISTRICT_COMMITTEE
        district = _establish(shop, code, f"Huyện ủy số {nth}", kind, province.root, valid_to=last)
        if last:
            _record_change(shop, ChangeKind.DISSOLVE, district, REFORM, PartRole.SOURCE)
            shop.history.note(district, "dissolve", REFORM, None, {"on": REFORM.isoformat()})
        districts.append(district)
    return districts


def _add_commune(shop: Workshop, province: Province, place: int, districts: list[Unit]) -> Unit:
    """Below its district until that ended, then below the province."""
    parts = shop.words["communes"]
    firsts, seconds = parts["firsts"], parts["seconds"]
    name = f"{firsts[place % len(firsts)]} {seconds[place // len(firsts) % len(seconds)]}"
    is_ward = place % 6 == 0
    kind = UnitKind.WARD_COMMITTEE if is_ward else UnitKind.COMMUNE_COMMITTEE
    code, name = f"{province.root.code}-x{place + 1}", f"Đảng ủy {'phường' if is_ward else 'xã'} {name}"
    if not districts:
        return _establish(shop, code, name, kind, province.root)
    district = districts[place // COMMUNES_OF_A_DISTRICT]
    commune = _establish(shop, code, name, kind, district, led_until=district.valid_to)
    if district.valid_to:
        _lead(shop, commune, province.root, REFORM)
        _record_change(shop, ChangeKind.MOVE, commune, REFORM, PartRole.TARGET)
        after = {"parent": province.root.name, "on": REFORM.isoformat()}
        shop.history.note(commune, "move", REFORM, None, after, {"parent": district.name})
    return commune


def _add_base(shop: Workshop, commune: Unit, nth: int) -> Unit:
    kinds = shop.words["bases"]
    kind = UnitKind.BASE_COMMITTEE if nth % len(kinds) == 0 else UnitKind.BASE_CELL
    place = commune.name.removeprefix("Đảng ủy ")
    return _establish(shop, f"{commune.code}-{nth}", f"{kinds[(nth - 1) % len(kinds)]} {nth} {place}", kind, commune)


def _add_agency(shop: Workshop, bloc: Unit, nth: int) -> Unit:
    names = shop.words["agencies"]
    name = names[nth % len(names)] + (f" (cơ sở {nth // len(names) + 1})" if nth >= len(names) else "")
    is_cell = nth % 3 == 2
    kind = UnitKind.BASE_CELL if is_cell else UnitKind.BASE_COMMITTEE
    return _establish(shop, f"{bloc.code}-{nth + 1}", f"{'Chi bộ' if is_cell else 'Đảng bộ'} {name}", kind, bloc)


def _establish(
    shop: Workshop,
    code: str,
    name: str,
    kind: UnitKind,
    parent: Unit | None,
    *,
    valid_to: date | None = None,
    led_until: date | None = None,
) -> Unit:
    since = shop.scale.since
    version = UnitVersion(code=code, name=name, kind=kind.value, valid_from=since, valid_to=valid_to)
    unit = Unit(valid_from=since, valid_to=valid_to, is_demo=True)
    unit.wear(version)
    version.unit_id = shop.writer.add(unit).pk
    shop.writer.add(version)
    if parent is not None:
        _lead(shop, unit, parent, since, valid_to or led_until)
    shop.writer.add(MemberCount(unit_id=unit.pk, as_of=since, count=20 + unit.pk * 7 % 300))
    _record_change(shop, ChangeKind.ESTABLISH, unit, since, PartRole.TARGET)
    after = {"code": code, "name": name, "kind": kind.value, "valid_from": since.isoformat()}
    shop.history.note(unit, "establish", since, None, after)
    return unit


def _lead(shop: Workshop, unit: Unit, parent: Unit, since: date, until: date | None = None) -> None:
    edge = ParentEdge(unit_id=unit.pk, parent_id=parent.pk, line=Line.PARTY.value, valid_from=since, valid_to=until)
    shop.writer.add(edge)


def _record_change(shop: Workshop, kind: ChangeKind, unit: Unit, on: date, role: PartRole) -> None:
    change = shop.writer.add(UnitChange(kind=kind.value, effective_on=on, made_at=shop.history.moment(on)))
    shop.writer.add(ChangePart(change_id=change.pk, unit_id=unit.pk, role=role.value))
