"""What a figure counts on the last day of its period, and of what it is a part."""

from datetime import date, timedelta

import pytest

from lantoa.evidence.services import accept_evidence
from lantoa.figures.figures import ReportScope
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import record_replication, withdraw
from lantoa.recognition.services.facts import record_recognition
from lantoa.recognition.services.renewing import revoke
from lantoa.reports.summary import summary
from tests.cast import DAY, accept_initiative, second_office
from tests.evidence.proving import LATER, send_evidence

START = date(2023, 1, 1)
ONE = timedelta(days=1)
RECOGNISED, ENDED = date(2023, 6, 1), date(2023, 9, 1)


def values(cast, key: str, turn: date, code: str = "lt") -> list[int]:
    """The figure with the period ending the day before, on the day, the day after."""
    days = (turn - ONE, turn, turn + ONE)
    return [summary(ReportScope(cast.unit(code), START, day)).figure(key).value for day in days]


def test_recognition_counts_from_its_day_to_the_day_before_its_end(cast):
    fact = record_recognition(accept_initiative(cast), tier="base", recognised_on=RECOGNISED, by=second_office(cast))
    revoke(fact, reason="Sai", by=second_office(cast), on=ENDED)

    assert values(cast, "recognitions.standing", RECOGNISED) == [0, 1, 1]
    assert values(cast, "recognitions.standing", ENDED) == [1, 0, 0]


@pytest.mark.parametrize("key", ["initiatives.replicated", "replications.copies"])
def test_copy_counts_while_its_source_stands(cast, key):
    source = accept_initiative(cast)
    record_replication(source, unit=cast.unit("cb2"), adopted_on=RECOGNISED, by=second_office(cast))
    withdraw(source, reason="Thôi", by=second_office(cast), on=ENDED)

    assert values(cast, key, RECOGNISED) == [0, 1, 1]
    assert values(cast, key, ENDED) == [1, 0, 0]


def test_evidence_counts_from_its_acceptance(cast):
    accept_evidence(send_evidence(cast), by=cast.approver, on=LATER)
    assert values(cast, "initiatives.evidenced", LATER) == [0, 1, 1]


def test_registered_and_identified_begin_with_acceptance(cast):
    accept_initiative(cast)
    for key in ("initiatives.registered", "initiatives.identified"):
        assert values(cast, key, DAY) == [0, 1, 1]


def test_unit_of_the_report_is_not_among_its_base_organisations(cast):
    found = summary(ReportScope(cast.unit("db1"), START, ENDED))
    assert found.figure("units.base_organisations").value == 0


@pytest.mark.parametrize(("second", "is_part"), [(["base", "bloc"], True), (["bloc"], False)])
def test_tier_is_part_of_a_lower_one_that_all_of_it_hold(cast, second, is_part):
    for name, tiers in (("Một", ["base", "bloc"]), ("Hai", second)):
        row = accept_initiative(cast, name=name)
        for tier in tiers:
            record_recognition(
                Initiative.objects.get(pk=row.pk), tier=tier, recognised_on=RECOGNISED, by=second_office(cast)
            )

    figures = summary(ReportScope(cast.unit("lt"), START, ENDED)).split("recognitions.standing", "tier")
    (bloc,) = (figure for figure in figures if figure.dims["tier"] == "bloc")
    assert bloc.part_of == ("recognitions.standing", {"tier": "base"} if is_part else {})
