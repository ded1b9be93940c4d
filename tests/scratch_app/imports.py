"""The sheet of wishes."""

from datetime import date

from lantoa.kit import audit
from lantoa.kit.importing import CheckedSheet, ImportKind, OnProgress
from lantoa.kit.ruling import YES
from lantoa.kit.sheets import Column, Table
from lantoa.units.models import Person, Unit
from tests.scratch_app.models import Wish

COLUMNS = (Column("unit", "Mã đơn vị", required=True), Column("title", "Nguyện vọng", required=True))
ASKED, DUE = date(2023, 5, 1), date(2023, 5, 31)


def check(table: Table, by: Person, on_progress: OnProgress) -> CheckedSheet:
    found = CheckedSheet(errors=list(table.errors))
    for row in table.rows:
        unit = Unit.objects.visible_to(by).get(code=row.values["unit"])
        found.news.append(Wish(unit=unit, title=row.values["title"], asked_on=ASKED, due_on=DUE))
        found.preview.append((unit.name, row.values["title"]))
    return found


def write(checked: CheckedSheet, by: Person) -> int:
    for wish in checked.news:
        wish.save()
        audit.record(wish, "ask", by=by)
    return len(checked.news)


WISHES = ImportKind(
    key="wishes",
    title="Nguyện vọng của người dân",
    purpose="Ghi nguyện vọng.",
    noun="nguyện vọng",
    guide=("Mỗi dòng một nguyện vọng.",),
    columns=COLUMNS,
    example={"unit": "db1", "title": "Làm đường"},
    preview=("Đơn vị", "Nguyện vọng"),
    list_url_name="wishes",
    may=lambda person: YES,
    lists=lambda person: {},
    check=check,
    write=write,
    order=900,
)
