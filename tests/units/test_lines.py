"""Superiors on other lines: put and ended with their days, refused with reasons; rights and figures never follow them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from lantoa.figures.figures import ReportScope
from lantoa.initiatives.models import Initiative
from lantoa.kit.audit import verify
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.reports.summary import summary
from lantoa.rulebook.services import ensure_rules
from lantoa.units import checks
from lantoa.units.letterhead import letterhead
from lantoa.units.models import ParentEdge, Unit, UnitChange
from lantoa.units.queries import first_day_below, path_to, unit_as_of, units_below
from lantoa.units.services import NewUnit, establish, link, move, undo, unlink
from tests.cast import SINCE, accept_initiative

DAY = date(2024, 1, 1)
LINK = {"line": "reporting", "unit": "xa-an", "tim": "", "on": "2024-01-01", "decision_no": "7-QĐ/TU", "note": ""}


def link_unit(cast, unit="db1", parent="xa-an", line="reporting", by="office", on=DAY, **more) -> ParentEdge:
    return link(cast.unit(unit), parent=cast.unit(parent), line=line, by=cast.people[by], on=on, **more)


def words(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def figures_of(cast, code: str) -> list:
    scope = ReportScope(cast.unit(code), date(2023, 1, 1), date(2023, 12, 31), "then")
    return [(figure.key, figure.dims, figure.value) for figure in summary(scope).figures]


# --- link ---


def test_link_holds_from_its_day_beside_the_managing_line(cast):
    edge = link_unit(cast)

    assert (edge.is_managing, edge.valid_from, edge.valid_to) == (False, DAY, None)
    seen = {day: unit_as_of(cast.unit("db1"), day) for day in (DAY - timedelta(days=1), DAY)}
    assert [sorted(as_of.parents) for as_of in seen.values()] == [["party"], ["party", "reporting"]]
    assert seen[DAY].managing == "party"


def test_link_is_recorded_in_the_history_and_in_the_chain(cast):
    link_unit(cast, decision_no="7-QĐ/TU", note="Theo đề án")

    assert UnitChange.objects.filter(parts__unit=cast.unit("db1"), kind="link").get().decision_no == "7-QĐ/TU"
    event = Event.objects.about(cast.unit("db1")).last()
    assert (event.verb, event.after["superior"]) == ("link", "Đảng bộ xã Tân An (tuyến báo cáo)")
    assert verify() == []


def test_link_ends_with_the_superior(cast):
    edge = link_unit(cast, parent="cu", on=date(2022, 1, 1))

    assert edge.valid_to == date(2022, 12, 31)
    assert checks.superiors_stand_while_they_lead() == []


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"by": "officer"}, "Chỉ văn phòng quản trị"),
        ({"by": "bloc_office"}, "Chỉ văn phòng quản trị"),
        ({"by": "bloc_office", "unit": "xa-an", "parent": "khoi"}, "Chỉ văn phòng quản trị"),
        ({"line": "party"}, "Tuyến Đảng là tuyến quản lý của đơn vị"),
        ({"parent": "cu"}, "“Đảng bộ cơ sở Công ty Giấy (cũ)” không hoạt động vào ngày 01/01/2024"),
        ({"unit": "cu"}, "không hoạt động vào ngày 01/01/2024"),
        ({"on": date(2019, 12, 31)}, "không hoạt động vào ngày 31/12/2019"),
        ({"parent": "db1"}, "không thể làm cấp trên của nó"),
    ],
)
def test_link_refuses(cast, asked, reason):
    with pytest.raises(Refused) as refused:
        link_unit(cast, **asked)
    assert reason in str(refused.value)
    assert not ParentEdge.objects.filter(is_managing=False).exists()


@pytest.mark.parametrize("on", [DAY, date(2023, 1, 1), date(2025, 1, 1)])
def test_link_on_a_line_that_is_taken_is_refused(cast, on):
    link_unit(cast)

    with pytest.raises(Refused, match="Tuyến báo cáo đã có cấp trên là “Đảng bộ xã Tân An”"):
        link_unit(cast, parent="xa-binh", on=on)


def test_link_that_closes_a_circle_on_its_line_is_refused(cast):
    link_unit(cast, "xa-an", "db1")

    with pytest.raises(Refused, match=r"nằm dưới “Đảng bộ Sở Nông nghiệp.*theo tuyến báo cáo"):
        link_unit(cast, "db1", "xa-an")
    assert link_unit(cast, "db1", "xa-an", "territory").line == "territory"


def test_link_that_a_later_link_would_close_into_a_circle_is_refused(cast):
    link_unit(cast, "xa-an", "xa-binh", on=date(2025, 6, 1))
    link_unit(cast, "xa-binh", "db1")

    with pytest.raises(Refused, match="từ ngày 01/06/2025"):
        link_unit(cast, "db1", "xa-an", on=date(2024, 6, 1))


def test_a_move_that_closes_a_circle_with_a_link_is_refused(cast):
    school = establish(NewUnit("th", "Trường học", "school", SINCE, parent_code="lt"), by=cast.office)
    link(school, parent=cast.unit("db1"), line="party", by=cast.office, on=DAY)

    with pytest.raises(Refused, match="theo tuyến đảng"):
        move(cast.unit("db1"), parent=school, by=cast.office, on=date(2024, 6, 1))


def test_a_root_with_a_link_on_its_own_line_is_not_moved_onto_that_line(cast):
    root = establish(NewUnit("goc", "Đảng bộ gốc", "base_committee", SINCE), by=cast.office)
    link(root, parent=cast.unit("lt"), line="party", by=cast.office, on=DAY)

    with pytest.raises(Refused, match="hãy kết thúc quan hệ đó trước"):
        move(root, parent=cast.unit("khoi"), by=cast.office, on=date(2024, 6, 1))


def test_the_first_day_below_looks_at_the_days_of_every_edge(cast):
    xa_an = establish(NewUnit("db9", "Đảng bộ Trạm", "base_committee", SINCE, parent_code="xa-an"), by=cast.office)
    move(xa_an, parent=cast.unit("db1"), by=cast.office, on=date(2025, 1, 1))
    khoi = cast.unit("khoi")

    assert first_day_below(khoi, xa_an, DAY, None) == date(2025, 1, 1)
    assert first_day_below(khoi, xa_an, DAY, date(2024, 12, 31)) is None
    assert first_day_below(khoi, xa_an, DAY, None, "reporting") is None


# --- unlink ---


def test_unlink_ends_the_edge_the_day_before(cast):
    edge = unlink(link_unit(cast), by=cast.bloc_office, on=date(2025, 1, 1))

    assert edge.valid_to == date(2024, 12, 31)
    assert link_unit(cast, parent="xa-binh", on=date(2025, 1, 1)).valid_to is None
    assert [check() for check in checks.CHECKS] == [[]] * len(checks.CHECKS)


def test_unlink_from_the_first_day_takes_the_edge_away_and_stays_in_the_history(cast):
    unlink(link_unit(cast), by=cast.office, on=DAY)

    assert not ParentEdge.objects.filter(is_managing=False).exists()
    assert Event.objects.about(cast.unit("db1")).last().before["superior"] == "Đảng bộ xã Tân An (tuyến báo cáo)"
    assert verify() == []


@pytest.mark.parametrize(
    ("by", "on", "reason"),
    [
        ("officer", DAY, "Chỉ văn phòng quản trị"),
        ("outsider", DAY, "Chỉ văn phòng quản trị"),
        ("office", date(2023, 12, 31), "không được trước ngày đó"),
    ],
)
def test_unlink_refuses(cast, by, on, reason):
    edge = link_unit(cast)

    with pytest.raises(Refused, match=reason):
        unlink(edge, by=cast.people[by], on=on)


def test_unlink_twice_is_refused(cast):
    edge = unlink(link_unit(cast), by=cast.office, on=date(2025, 1, 1))

    with pytest.raises(Refused, match="đã kết thúc sau ngày 31/12/2024"):
        unlink(edge, by=cast.office, on=date(2025, 6, 1))


def test_unlink_of_the_managing_line_is_refused(cast):
    with pytest.raises(Refused, match="tuyến quản lý"):
        unlink(cast.unit("db1").edges_up.get(), by=cast.office, on=DAY)


def test_a_link_is_not_undone_but_ended(cast):
    link_unit(cast)

    with pytest.raises(Refused, match="Chỉ hoàn tác được"):
        undo(UnitChange.objects.get(kind="link"), by=cast.office)


# --- what must not follow ---


def test_rights_do_not_follow_a_link(cast):
    before = {name: set(Unit.objects.visible_to(person)) for name, person in cast.people.items()}
    link_unit(cast, "db1", "xa-binh")
    link_unit(cast, "lt", "xa-binh", "territory")

    assert {name: set(Unit.objects.visible_to(person)) for name, person in cast.people.items()} == before


def test_what_is_known_of_the_whole_province_does_not_follow_a_link(cast):
    accept_initiative(cast, unit=cast.unit("db1"))
    link_unit(cast, "lt", "xa-binh", "territory")

    assert Initiative.objects.known_to(cast.outsider).count() == 1


def test_the_tree_and_its_figures_do_not_follow_a_link(cast):
    link_unit(cast, "db1", "xa-binh")

    assert not units_below(cast.unit("xa-binh"), DAY).exists()
    assert units_below(cast.unit("khoi"), DAY).count() == 3
    assert [step.code for step in path_to(cast.unit("cb11"), DAY)] == ["lt", "khoi", "db1", "cb11"]


def test_reports_do_not_follow_a_link(cast):
    accept_initiative(cast)
    before = {code: figures_of(cast, code) for code in cast.units}
    link_unit(cast, "db1", "xa-binh", on=SINCE)

    assert {code: figures_of(cast, code) for code in cast.units} == before


def test_a_document_is_headed_by_the_managing_superior(cast):
    ensure_rules()
    school = establish(NewUnit("th", "Trường học", "school", SINCE, parent_code="xa-an"), by=cast.office)
    link(school, parent=cast.unit("xa-binh"), line="party", by=cast.office, on=DAY)

    assert letterhead(school, DAY).superior == "Đảng bộ xã Tân An"


# --- checks ---


@pytest.mark.parametrize("line", ["reporting", "territory", "government"])
def test_a_circle_on_any_line_is_found(cast, line):
    link_unit(cast, "xa-an", "db1", line)
    ids = {"unit": cast.unit("db1"), "parent": cast.unit("xa-an")}
    ParentEdge.objects.create(**ids, line=line, is_managing=False, valid_from=date(2024, 6, 1))

    (fault,) = checks.no_unit_stands_below_itself()
    assert "(db1): từ ngày 01/06/2024 nằm dưới chính mình theo tuyến" in fault


def test_a_circle_of_a_link_with_managing_edges_is_found(cast):
    ids = {"unit": cast.unit("lt"), "parent": cast.unit("cb11")}
    ParentEdge.objects.create(**ids, line="party", is_managing=False, valid_from=DAY)

    (fault,) = checks.no_unit_stands_below_itself()
    assert "(lt): từ ngày 01/01/2024 nằm dưới chính mình theo tuyến đảng" in fault


def test_two_superiors_on_another_line_are_found(cast):
    link_unit(cast)
    ids = {"unit": cast.unit("db1"), "parent": cast.unit("xa-binh")}
    ParentEdge.objects.create(**ids, line="reporting", is_managing=False, valid_from=SINCE, valid_to=DAY)

    (fault,) = checks.superiors_follow_each_other()
    assert "(db1): cấp trên trên cùng tuyến chồng lên nhau từ ngày 01/01/2024" in fault


def test_a_link_beyond_the_life_of_its_superior_is_found(cast):
    ids = {"unit": cast.unit("db1"), "parent": cast.unit("cu")}
    ParentEdge.objects.create(**ids, line="reporting", is_managing=False, valid_from=SINCE)

    (fault,) = checks.superiors_stand_while_they_lead()
    assert "trực thuộc “Đảng bộ cơ sở Công ty Giấy (cũ)” ngoài thời gian" in fault


# --- screens ---


def test_a_link_is_made_on_screen_and_stands_with_its_days_on_the_page(as_person):
    client = as_person("office")
    assert words(client.post(reverse("unit_link", args=["db1"]), LINK), 302) == ""

    page = words(client.get(reverse("unit", args=["db1"])))
    assert "Cấp trên theo tuyến khác</h2>" in page
    assert '<td class="date" data-label="Từ ngày">01/01/2024</td>' in page
    assert "<ins>Đảng bộ xã Tân An (tuyến báo cáo)</ins>" in page
    assert "Quyết định số 7-QĐ/TU" in page


def test_a_refused_link_says_why_on_the_form(as_person):
    page = words(as_person("office").post(reverse("unit_link", args=["db1"]), LINK | {"on": "2019-01-01"}), 422)

    assert "không hoạt động vào ngày 01/01/2019" in page


def test_the_superiors_to_choose_from_follow_what_is_typed(as_person):
    url = reverse("unit_options") + "?cho=tuyen-khac&tim=binh+minh"
    page = words(as_person("office").get(url, headers={"HX-Request": "true"}))

    assert ('value="xa-binh"' in page, "Cấp trên" in page) == (True, True)


def test_the_managing_line_is_not_offered(as_person):
    page = words(as_person("office").get(reverse("unit_link", args=["db1"])))

    assert [f'value="{line}"' in page for line in ("party", "government", "reporting")] == [False, True, True]


def test_a_superior_out_of_scope_is_named_without_a_link_and_cannot_be_chosen(cast, as_person):
    link_unit(cast)
    client = as_person("bloc_office")
    page = words(client.get(reverse("unit", args=["db1"])))

    assert ("Đảng bộ xã Tân An" in page, 'href="/don-vi/xa-an/"' in page) == (True, False)
    assert "trong danh sách" in words(client.post(reverse("unit_link", args=["cb2"]), LINK), 422)


def test_a_link_is_ended_on_screen(cast, as_person):
    edge = link_unit(cast)
    client, url = as_person("bloc_office"), reverse("edge_unlink", args=[edge.pk])

    assert "coi như chưa từng có" in words(client.get(url))
    assert client.post(url, {"on": "2025-01-01"}).headers["Location"] == "/don-vi/db1/"
    page = words(client.get("/don-vi/db1/"))
    assert ('data-label="Đến ngày">31/12/2024</td>' in page, url in page) == (True, False)


@pytest.mark.parametrize(("part", "status"), [("outsider", 404), ("officer", 403), ("auditor", 403)])
def test_links_are_changed_by_offices_only(cast, as_person, part, status):
    edge, client = link_unit(cast), as_person(part)

    words(client.post(reverse("edge_unlink", args=[edge.pk]), {"on": "2025-01-01"}), status)
    words(client.post(reverse("unit_link", args=["db1"]), LINK | {"line": "territory"}), status)
    assert ParentEdge.objects.filter(is_managing=False, valid_to=None).count() == 1


def test_the_door_to_links_does_not_open_managing_edges(cast, as_person):
    words(as_person("office").get(reverse("edge_unlink", args=[cast.unit("db1").edges_up.get().pk])), 404)
