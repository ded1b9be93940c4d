"""Lineage both ways, what is told of it to whom, and results on shared indicators."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.initiatives.checks import lineages_have_no_cycles, replications_follow_acceptance
from lantoa.initiatives.enums import CopyStanding
from lantoa.initiatives.models import Replication
from lantoa.initiatives.queries.lineage import ancestors, families, lineage_of
from lantoa.initiatives.services.facts import NewReplication, load_replications
from lantoa.initiatives.services.spreading import fail_copy, link_copy
from lantoa.kit.ruling import Refused
from lantoa.plans.services.progress import accept_progress, submit_progress
from lantoa.spreading.queries.comparing import boxes_beside, in_order_of, outcomes, shared_indicators
from lantoa.units.enums import UnitKind
from lantoa.units.services import NewUnit, load_units
from tests.cast import SINCE, accept_initiative, second_office
from tests.plans.plans import add_plan, write_report
from tests.spreading.spread_cast import make_copy, make_proven, taken_up


@pytest.fixture
def line(cast):
    """db1 → xa-an → xa-binh, and db1 → cb2 which waits."""
    source = make_proven(cast)
    second = make_copy(cast, source, "xa-an")
    third = make_copy(cast, second.copy, "xa-binh")
    waiting = taken_up(cast, source, "cb2")
    return source, second, third, waiting


def report_value(initiative, cast, value: int) -> None:
    """One report of the first indicator, taken in."""
    report = write_report(initiative, cast.office, value=value)
    accept_progress(submit_progress(report, by=cast.office), by=second_office(cast), on=date(2023, 7, 15))


def test_lineage_is_known_both_ways(cast, line):
    source, second, third, waiting = line
    found = lineage_of(source, cast.office, timezone.localdate())
    assert [(row.generation, row.replication, row.standing) for row in found.rows] == [
        (1, second, CopyStanding.LIVE),
        (1, waiting, CopyStanding.WAITING),
        (2, third, CopyStanding.LIVE),
    ]
    assert ancestors(third.copy) == [second.copy, source]
    assert families([source.pk, second.copy_id]) == {
        source.pk: {source.pk, second.copy_id, third.copy_id, waiting.copy_id},
        second.copy_id: {second.copy_id, third.copy_id},
    }


def test_names_are_told_in_the_province_and_links_only_where_one_may_go(cast, line):
    source, _, third, _ = line
    found = lineage_of(source, cast.outsider, timezone.localdate())
    assert len(found.known_rows) == 3
    assert found.open_ids == {third.copy_id}


def test_units_of_another_province_are_counted_and_not_named(cast, line):
    source = line[0]
    far = NewUnit(code="tinh-khac", name="Tỉnh ủy Khác", kind=UnitKind.PROVINCE_COMMITTEE, valid_from=SINCE)
    [unit] = load_units([far], by=None)
    load_replications([NewReplication(source, unit, date(2023, 6, 1))], by=None)
    found = lineage_of(source, cast.outsider, timezone.localdate())
    assert (len(found.rows), len(found.known_rows)) == (4, 3)
    assert len(found.find_copies(CopyStanding.LIVE)) == 3


def test_the_tab_shows_graph_copies_and_credit(cast, as_person, line):
    page = as_person("outsider").get(reverse("initiative_spread", args=[line[0].pk])).content.decode()
    for words in ("Đảng bộ xã Tân An", "Thu gom bằng xe bò", "qua 2 lần nhân rộng 1", "Áp dụng tại đơn vị mình"):
        assert words in page


def test_copies_are_listed_by_their_standing(cast, as_person, line):
    fail_copy(line[1], reason="Thiếu nước", by=cast.office)
    url = reverse("initiative_spread", args=[line[0].pk])
    page = as_person("office").get(url, {"tinh-trang": "failed"}).content.decode()
    rows = page[page.index('id="ban-nhan-rong"') :]
    assert "Thiếu nước" in rows
    assert "Chi bộ Ban Dân tộc" not in rows


@pytest.mark.parametrize(("part", "status"), [("outsider", 404), ("nobody", 404), ("auditor", 200), ("officer", 200)])
def test_what_is_not_proven_is_seen_in_scope_only(cast, as_person, part, status):
    assert as_person(part).get(reverse("initiative_spread", args=[accept_initiative(cast).pk])).status_code == status


def test_a_draft_of_another_unit_is_not_named_by_its_own_name(cast, as_person, line):
    source, _, _, waiting = line
    waiting.copy.name = "Tên còn đang nghĩ"
    waiting.copy.save()
    page = as_person("outsider").get(reverse("initiative_spread", args=[source.pk])).content.decode()
    assert "Tên còn đang nghĩ" not in page
    beside = as_person("outsider").get(waiting.get_absolute_url()).content.decode()
    assert "Tên còn đang nghĩ" not in beside


def test_differences_stand_side_by_side(cast, as_person, line):
    source, second, _, _ = line
    assert boxes_beside(source, second.copy) == []
    second.copy.content = "Thu gom bằng xe bò, mỗi tuần hai lần"
    second.copy.save()
    assert boxes_beside(source, second.copy) == [("content", source.content, second.copy.content)]
    assert "mỗi tuần hai lần" in as_person("office").get(second.get_absolute_url()).content.decode()


def test_results_are_compared_on_shared_indicators(cast, line):
    source, second, third, _ = line
    for initiative in (source, second.copy):
        add_plan(initiative, cast.office)
    report_value(source, cast, 30)
    copies = [second.copy, third.copy]
    shared = shared_indicators(source, copies)
    assert [(row.name, row.copies) for row in shared] == [("Số hộ tham gia", 1), ("Đơn thư vượt cấp", 1)]
    rows = outcomes(source, copies, shared[0].key, timezone.localdate())
    told = [(row.baseline, row.value, row.change, row.is_reached) for row in rows]
    assert told == [
        (Decimal(12), Decimal(30), Decimal(150), False),
        (Decimal(12), None, None, False),
        (None, None, None, False),
    ]


def test_what_is_not_known_comes_last_either_way(cast, line):
    source, second, third, _ = line
    for initiative, value in ((source, 30), (second.copy, 50)):
        add_plan(initiative, cast.office)
        report_value(initiative, cast, value)
    copies = [second.copy, third.copy]
    rows = outcomes(source, copies, shared_indicators(source, copies)[0].key, timezone.localdate())
    values = [[row.value for row in in_order_of(rows, sort)] for sort in ("ket-qua", "-ket-qua")]
    assert values == [[30, 50, None], [50, 30, None]]


def test_the_page_of_results_says_where_there_are_none(cast, as_person, line):
    source, second, _, _ = line
    for initiative in (source, second.copy):
        add_plan(initiative, cast.office)
    page = as_person("office").get(reverse("initiative_outcomes", args=[source.pk]), {"sap-xep": "-thay-doi"})
    assert page.status_code == 200
    assert "chưa có số liệu" in page.content.decode()


def test_queries_of_the_tab_do_not_grow_with_the_copies(cast, as_person):
    source, client = make_proven(cast), as_person("office")
    url = reverse("initiative_spread", args=[source.pk])
    counts = []
    for more in (("xa-an",), ("xa-binh", "cb2", "cb11")):
        for code in more:
            make_copy(cast, source, code)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_linked_no_unit_descends_from_itself(cast, seed):
    codes = ("db1", "cb11", "cb2", "xa-an", "xa-binh")
    rows = [
        accept_initiative(cast, unit=cast.unit(code), name=f"{code} {number}") for code in codes for number in (1, 2)
    ]
    chance = Random(seed)
    for _ in range(40):
        with suppress(Refused):
            link_copy(*chance.sample(rows, 2), by=cast.office, kept="x")
    assert Replication.objects.count() > 3
    assert lineages_have_no_cycles() == []
    assert [row for row in rows if row.unit_id in {above.unit_id for above in ancestors(row)}] == []


def test_a_ring_loaded_at_once_is_refused_whole(cast):
    rows = [accept_initiative(cast, unit=cast.unit(code), name=code) for code in ("db1", "xa-an", "xa-binh")]
    pairs = zip(rows, [*rows[1:], rows[0]], strict=True)
    news = [NewReplication(source, copy.unit, date(2023, 6, 1), copy) for source, copy in pairs]
    with pytest.raises(Refused, match="nhân rộng từ chính nó"):
        load_replications(news, by=None)
    assert Replication.objects.count() == 0


def test_checks_find_a_cycle_and_a_copy_that_counts_too_early(cast, line):
    source, _, third, waiting = line
    assert lineages_have_no_cycles() == replications_follow_acceptance() == []
    Replication.objects.filter(pk=waiting.pk).update(adopted_on=date(2023, 6, 1))
    Replication.objects.create(source=third.copy, unit=source.unit, copy=source, adopted_on=date(2023, 7, 1))
    assert len(lineages_have_no_cycles()) == 4  # all three of the ring, and the copy that hangs on it
    assert len(replications_follow_acceptance()) == 1
