"""Declared figures over random statements, against a second implementation that knows only the rule in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.declarations.models import Declaration, Measure
from lantoa.figures.figures import ReportScope
from lantoa.movement.enums import THE_FOUR
from lantoa.movement.services import add_sector
from lantoa.reports.records import records
from lantoa.reports.summary import summary

KEY = "initiatives.declared"
START, FIRST, END = date(2023, 1, 1), date(2023, 6, 1), date(2023, 12, 31)
TREE = {"lt": ["khoi", "xa-an", "xa-binh"], "khoi": ["db1", "cb2"], "db1": ["cb11"]}
UNITS = ["lt", "khoi", "db1", "cb11", "cb2", "xa-an", "xa-binh"]
SECTORS = ["", *[sector.value for sector in THE_FOUR], "nong-thon-moi", "lua"]
ROW = st.tuples(
    st.sampled_from(UNITS),
    st.sampled_from(SECTORS),
    st.sampled_from(Measure.values),
    st.integers(0, 6),
    st.integers(0, 50),
)


def latest(rows, unit: str, measure: str) -> dict[str, tuple[int, int]]:
    """Sector → (day, number) as the unit stated last."""
    found: dict[str, tuple[int, int]] = {}
    for code, sector, of, day, number in sorted(rows, key=lambda row: row[3]):
        if (code, of) == (unit, measure):
            found[sector] = (day, number)
    return found


def says(rows, unit: str, measure: str, sector: str) -> int | None:
    """What the unit itself says: of a sector, or in all."""
    told = latest(rows, unit, measure)
    parts = {name: told[name] for name in told if name}
    if "lua" in parts and "economy" in parts:
        parts.pop("lua")  # of which
    of_sector = {"economy": ["economy"] if "economy" in parts else ["lua"], "other": ["nong-thon-moi"]}
    if sector:
        numbers = [parts[name][1] for name in of_sector.get(sector, [sector]) if name in parts]
        return sum(numbers) if numbers else None
    has_all = all(says(rows, unit, measure, part.value) is not None for part in THE_FOUR)
    days = {day for day, _ in parts.values()}
    is_anew = "" in told and has_all and len(days) == 1 and max(days) > told[""][0]
    if "" in told and not is_anew:
        return told[""][1]
    return sum(number for _, number in parts.values()) if parts else None


def names_some_parts_only(rows, unit: str, measure: str, sector: str) -> bool:
    """Whether what it says in all is no more than some of the sectors."""
    has_all = all(says(rows, unit, measure, part.value) is not None for part in THE_FOUR)
    return not sector and "" not in latest(rows, unit, measure) and not has_all


def resolve_with_kind(rows, unit: str, measure: str, sector: str) -> tuple[int | None, bool]:
    """The number at the unit, and whether anybody stated it as a whole."""
    own = says(rows, unit, measure, sector)
    if own is not None and not names_some_parts_only(rows, unit, measure, sector):
        return own, True
    below = [resolve_with_kind(rows, child, measure, sector) for child in TREE.get(unit, [])]
    has_whole = any(is_whole for _, is_whole in below)
    if own is not None and not has_whole:
        return own, False
    values = [value for value, _ in below if value is not None]
    return (sum(values) if values else None), has_whole


def resolve(rows, unit: str, measure: str, sector: str) -> int | None:
    return resolve_with_kind(rows, unit, measure, sector)[0]


@pytest.fixture
def sectors(cast):
    add = {"unit": cast.unit("lt"), "valid_from": START, "by": None}
    peer = add_sector(code="nong-thon-moi", name="Nông thôn mới", national="other", **add)
    return cast.sector | {
        "": None,
        "nong-thon-moi": peer,
        "lua": add_sector(code="lua", name="Lúa", national="economy", **add),
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=25, unique_by=lambda row: row[:4]))
def test_every_printed_number_is_the_rules_and_its_records(cast, sectors, rows):
    Declaration.objects.all().delete()
    Declaration.objects.bulk_create(
        Declaration(
            unit=cast.unit(unit),
            sector=sectors[sector],
            measure=measure,
            as_of=FIRST + timedelta(days=day),
            count=number,
        )
        for unit, sector, measure, day, number in rows
    )
    for code in UNITS:
        scope = ReportScope(cast.unit(code), START, END)
        report = summary(scope)
        for figure in (figure for figure in report.figures if figure.key == KEY):
            asked = figure.dims.get("measure", "standing"), figure.dims.get("sector", "")
            assert figure.value == resolve(rows, code, *asked)
            assert (figure.value is None) == (figure.quality == "not_stated")
            assert records(KEY, figure.dims, scope).total == (figure.value or 0)
            if figure.part_of is not None:
                whole = report.figure(figure.part_of[0], **figure.part_of[1])
                assert figure.value <= whole.value
