"""The summary as a Word file: the same numbers, in the layout of the issuing unit and of the day."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.shared import Mm

from lantoa.figures.figures import ReportScope
from lantoa.kit.numbers import Quality, format_quantity
from lantoa.reports.documents import write_docx
from lantoa.reports.summary import summary
from lantoa.reports.tables import tables
from lantoa.rulebook.models import NoRule
from lantoa.units.enums import UnitKind
from lantoa.units.services import NewUnit, load_units
from tests.cast import SINCE, accept_initiative

YEAR = (date(2023, 1, 1), date(2023, 12, 31))


def write_document(report, on=date(2026, 11, 22)):
    target = BytesIO()
    write_docx(report, target, on=on)
    target.seek(0)
    return docx.Document(target)


@pytest.fixture
def report(cast):
    accept_initiative(cast)
    return summary(ReportScope(cast.unit("khoi"), *YEAR))


def test_word_holds_the_same_numbers_as_the_tables(report):
    ruled = write_document(report).tables[1 : 1 + len(tables(report))]

    for table, shown in zip(tables(report), ruled, strict=True):
        numbers = [cell.text for row in shown.rows[1:] for cell in row.cells[1:]]
        assert numbers == [format_quantity(cell.value, Quality(cell.quality)) for cell in table.cells]


def test_party_unit_has_the_party_layout(report):
    head = write_document(report).tables[0]

    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in head.rows[0].cells[1].text
    assert head.rows[0].cells[0].text.replace("\xa0", " ").splitlines()[:2] == [
        "TỈNH ỦY LAN TỎA",
        "ĐẢNG ỦY KHỐI CÁC CƠ QUAN VÀ DOANH NGHIỆP",
    ]


def test_state_body_has_the_state_layout(cast):
    new = NewUnit(
        code="ubnd", name="Ủy ban nhân dân xã Tân An", kind=UnitKind.STATE_BODY, valid_from=SINCE, parent_code="lt"
    )
    unit = load_units([new], by=cast.office)[0]

    head = write_document(summary(ReportScope(unit, *YEAR))).tables[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.rows[0].cells[1].text


@pytest.mark.parametrize(("on", "right"), [(date(2026, 5, 26), 20), (date(2026, 5, 27), 15)])
def test_margins_follow_the_rules_of_the_day(report, on, right):
    assert round(write_document(report, on).sections[0].right_margin / Mm(1)) == right


def test_day_without_a_layout_is_named(report):
    with pytest.raises(NoRule, match="Sổ quy định chưa có"):
        write_document(report, date(2010, 1, 1))
