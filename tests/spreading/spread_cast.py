"""Copies, programmes and handbooks for the tests, through the real services."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.services import accept, edit, submit
from lantoa.recognition.services.facts import record_recognition
from lantoa.spreading.models import Handbook, Programme
from lantoa.spreading.services.copying import replicate
from lantoa.spreading.services.handbook import NewStep, publish_handbook, write_handbook
from lantoa.spreading.services.programmes import add_targets, launch
from tests.cast import Cast, accept_initiative, second_office

COPIED = date(2023, 6, 1)
LAUNCHED, DUE = date(2023, 5, 1), date(2023, 12, 31)
WORDS = {"kept": "Họp bản hằng tháng", "changed": "Thu gom bằng xe bò", "dropped": "", "why": "Đường dốc"}


def taken_up(cast: Cast, source: Initiative, code: str, **changed) -> Replication:
    """A draft copy at the unit with that code."""
    return replicate(source, unit=cast.unit(code), by=cast.office, **(WORDS | changed))


def make_copy(cast: Cast, source: Initiative, code: str, on: date = COPIED, **changed) -> Replication:
    """A copy that counts: its registration was handed in and accepted on the day."""
    row = taken_up(cast, source, code)
    given = {"responsible": "Quàng Thị Lan"} | changed
    copy = edit(row.copy, values=given, by=cast.office, revision=row.copy.revision)
    accept(submit(copy, by=cast.office, on=on), by=second_office(cast), on=on)
    return Replication.objects.select_related("source", "unit", "copy").get(pk=row.pk)


def make_proven(cast: Cast, **changed) -> Initiative:
    """Recognised today, so that the whole province may take it up."""
    row = accept_initiative(cast, **changed)
    record_recognition(row, tier="base", recognised_on=timezone.localdate(), by=second_office(cast))
    return row


def programme_of(cast: Cast, source: Initiative, *codes: str, by=None, **changed) -> Programme:
    given = {"unit": cast.unit("lt"), "name": "Nhân rộng vườn rau", "source": source, "lead": "Ban Dân vận"}
    dates = {"launched_on": LAUNCHED, "due_on": DUE}
    row = launch(values=given | dates | changed, by=by or cast.office)
    if codes:
        add_targets(row, [cast.unit(code) for code in codes], by=by or cast.office)
    return row


def make_handbook(cast: Cast, source: Initiative, *, is_published: bool = True) -> Handbook:
    steps = [NewStep("Họp dân", "Bàn công khai"), NewStep("Làm vườn")]
    book = write_handbook(
        source, values={"summary": "Rau sạch cho bếp ăn", "needs": "Đất"}, steps=steps, by=cast.office
    )
    return publish_handbook(book, by=cast.office) if is_published else book
