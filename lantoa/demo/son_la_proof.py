"""Prospects of the bloc of Sơn La, its photos and papers, and texts and photos that were used before: said or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO

from lantoa.demo.accounts import demo_person
from lantoa.demo.days import past
from lantoa.demo.making import national_sectors
from lantoa.demo.pictures import WORSE, as_jpeg, crop_photo, photo
from lantoa.demo.tables import DemoUnits, document
from lantoa.evidence.services import accept_evidence, add_evidence
from lantoa.initiatives.enums import Kind, Subject
from lantoa.initiatives.models import BOXES, Initiative
from lantoa.initiatives.services import register, submit
from lantoa.kit.files.kinds import Group
from lantoa.kit.files.storing import store
from lantoa.kit.models import StoredFile
from lantoa.prospects.services import drop, note_prospect, rate, take_up


def load(ground: DemoUnits, full: Sequence[Initiative], news: Sequence[Initiative]) -> None:
    told = document("son_la_proof.json")
    by_unit = {row.unit.code: row for row in full}
    for row in told["prospects"]:
        _scout(ground, row)
    _photos(by_unit, told)
    _add_waiting(news, told)
    for row in told["copied"]:
        _register_copy(ground, by_unit[row["from"]], row, past(told["copied_on"]))


def _scout(ground: DemoUnits, row: Mapping) -> None:
    day, by, approver = past(row["on"]), demo_person(row["by"]), demo_person("sl-bloc-approver")
    noted = {name: row[name] for name in ("name", "holder", "location", "why")}
    values = noted | {"unit": ground.units[row["unit"]], "sector": national_sectors()[row["sector"]], "year": day.year}
    prospect = note_prospect(values=values, by=by, on=day)
    if row["rating"]:
        rate(prospect, rating=row["rating"], remark=row["remark"], by=approver, on=past(f"{day.year}-11-10"))
    if row["then"] == "take_up":
        take_up(prospect, by=by)
    elif row["then"] == "drop":
        drop(prospect, reason=row["reason"], by=by)


def _store_photo(file: BytesIO, name: str) -> StoredFile:
    return store(file, name=f"{name}.jpg", by=demo_person("sl-bloc-officer"), groups={Group.IMAGE})


def _photos(by_unit: Mapping[str, Initiative], told: Mapping) -> None:
    """Photos of the files told in full; those that show their effect were accepted two weeks later."""
    officer, approver = demo_person("sl-bloc-officer"), demo_person("sl-bloc-approver")
    for unit, caption, on, is_accepted in told["photos"]:
        day = past(on)
        file = _store_photo(as_jpeg(photo(unit)), caption)
        evidence = add_evidence(by_unit[unit], caption=caption, dated_on=day, file=file, by=officer)
        if is_accepted:
            accept_evidence(evidence, by=approver, on=past((day + timedelta(days=14)).isoformat()))


def _add_waiting(news: Sequence[Initiative], told: Mapping) -> None:
    """What waits to be accepted; one photo is another's with its edges cut off."""
    officer = demo_person("sl-bloc-officer")
    rows = sorted(news, key=lambda row: (row.accepted_on, row.pk))
    first = rows[0]
    file = _store_photo(as_jpeg(crop_photo(photo("sl-nnptnt")), WORSE), told["reused"])
    add_evidence(first, caption=told["reused"], dated_on=_after(first), file=file, by=officer)
    for place, caption in enumerate(told["waiting"], start=1):
        file = _store_photo(as_jpeg(photo(f"waiting {place}")), caption)
        add_evidence(rows[place], caption=caption, dated_on=_after(rows[place]), file=file, by=officer)
    for place, (caption, reference) in enumerate(told["papers"], start=4):
        add_evidence(rows[place], caption=caption, reference=reference, dated_on=_after(rows[place]), by=officer)


def _after(row: Initiative) -> date:
    return past((row.accepted_on + timedelta(days=75)).isoformat())


def _register_copy(ground: DemoUnits, source: Initiative, row: Mapping, day: date) -> None:
    """A registration in another's words, handed in; whether that is said stands in `continues`."""
    old, new = row["swap"]
    officer, unit = demo_person("sl-bloc-officer"), ground.units[row["unit"]]
    values = {box: getattr(source, box).replace(old, new) for box in BOXES} | {
        "unit": unit,
        "name": row["name"],
        "holder": f"Chi đoàn Thanh niên – {unit.name}",
        "responsible": source.responsible,
        "sector": source.sector,
        "kind": Kind.MODEL,
        "subject": Subject.COLLECTIVE,
        "registered_on": day,
        "continues": source if row["said"] else None,
    }
    submit(register(values=values, by=officer), by=officer, on=day)
