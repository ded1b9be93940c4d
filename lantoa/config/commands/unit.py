"""`lantoa unit`: one unit as of a day."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

from django.utils import timezone

from lantoa.kit.command_line import BadInput, Parser, day
from lantoa.kit.json_output import write_json
from lantoa.units.enums import Line, UnitKind
from lantoa.units.queries import UnitAsOf, find_unit, names_on, unit_as_of


def arguments(parser: Parser) -> None:
    parser.words.add_argument("code", metavar="MÃ", help="mã đơn vị")
    parser.words.add_argument("--on", metavar="NGÀY", type=day, help="xem tại ngày này (mặc định: hôm nay)")
    parser.words.add_argument("--json", action="store_true", help="in một tài liệu JSON")


def run(options: Namespace) -> int:
    on = options.on or timezone.localdate()
    unit = find_unit(options.code, on)
    if unit is None:
        raise BadInput(f"Không có đơn vị mã “{options.code}”.")
    seen = unit_as_of(unit, on)
    if options.json:
        write_json(as_json(seen))
    else:
        sys.stdout.write("\n".join(_lines(seen)) + "\n")
    return 0


def as_json(seen: UnitAsOf) -> dict[str, Any]:
    """All that is known of the unit on the day, as plain values; `code`, `name` and `kind` are those of that day."""
    worn = seen.version or seen.versions[-1]
    around = (*seen.parents.values(), *seen.predecessors, *seen.successors)
    names = names_on([unit.pk for unit in around], seen.on)
    brief = {unit.pk: {"code": unit.code, "name": names.get(unit.pk, unit.name)} for unit in around}
    return {
        "code": worn.code,
        "name": worn.name,
        "kind": worn.kind,
        "on": seen.on,
        "exists": seen.version is not None,
        "valid_from": seen.unit.valid_from,
        "valid_to": seen.unit.valid_to,
        "names": [
            {"code": v.code, "name": v.name, "kind": v.kind, "from": v.valid_from, "to": v.valid_to}
            for v in seen.versions
        ],
        "parents": {line: brief[parent.pk] for line, parent in seen.parents.items()},
        "predecessors": [brief[unit.pk] for unit in seen.predecessors],
        "successors": [brief[unit.pk] for unit in seen.successors],
        "units_below": seen.below_count,
    }


def _lines(seen: UnitAsOf) -> list[str]:
    told = as_json(seen)
    lines = [f"{told['name']} ({told['code']}), {UnitKind(told['kind']).label}, tại ngày {seen.on:%d/%m/%Y}"]
    if not told["exists"]:
        lines.append("  Không hoạt động vào ngày này.")
    lines += [f"  {Line(line).label}: {unit['name']} ({unit['code']})" for line, unit in told["parents"].items()]
    lines += [f"  Trước đó: {unit['name']} ({unit['code']})" for unit in told["predecessors"]]
    lines += [f"  Sau đó: {unit['name']} ({unit['code']})" for unit in told["successors"]]
    lines.append(f"  Số đơn vị bên dưới: {seen.below_count}")
    for version in seen.versions if len(seen.versions) > 1 else ():
        until = f"{version.valid_to:%d/%m/%Y}" if version.valid_to else "nay"
        lines.append(f"  {version.valid_from:%d/%m/%Y} – {until}: {version.name} ({version.code})")
    return lines
