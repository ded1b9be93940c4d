"""The board, the lists behind its numbers, their export, the digest's page, the watched part of a file."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from lantoa.evidence.services import add_evidence
from lantoa.kit.waiting import Question, summarise
from lantoa.plans.models import Milestone, Plan
from lantoa.watch.models import Alert, Digest, FollowUp, Inspection
from lantoa.watch.queries.complaints import COMPLAINTS, month_ends, rows_of, shares, trends
from lantoa.watch.services.alerts import run_alerts
from lantoa.watch.services.digests import send_digests
from lantoa.watch.services.inspections import NewFollowUp, record_inspection
from lantoa.watch.services.notices import give_notices
from tests.cast import accept_initiative
from tests.watch.reading import values, words

pytestmark = pytest.mark.days

TODAY = timezone.localdate()
BEGUN = TODAY - timedelta(days=400)


def day_before(days: int) -> date:
    return TODAY - timedelta(days=days)


def make_watched(cast, count: int = 1, unit: str = "db1") -> list:
    """Registrations of 400 days ago that have neither plan, guidance nor data, and the run of today."""
    rows = [accept_initiative(cast, on=BEGUN, name=f"Mô hình {unit} {n}", unit=cast.unit(unit)) for n in range(count)]
    run_alerts(on=TODAY)
    give_notices(on=TODAY)
    return rows


def visit(cast, initiative, **changed) -> Inspection:
    asked = [NewFollowUp("Bổ sung mốc", "Ông A", day_before(5))]
    told = {"kind": "guidance", "held_on": day_before(20), "people": "Bà B", "findings": "Tốt", "follow_ups": asked}
    return record_inspection(initiative, by_unit=cast.unit("khoi"), by=cast.bloc_officer, **told | changed)


# --- numbers ---


def test_month_ends_are_the_last_days_of_twelve_months():
    ends = month_ends(date(2024, 3, 31))
    assert (len(ends), ends[0], ends[-1]) == (12, date(2023, 3, 31), date(2024, 2, 29))


@pytest.mark.parametrize("part", ["office", "bloc_officer", "officer", "outsider", "auditor"])
def test_each_complaint_counts_its_list_and_its_trend_ends_with_it(cast, part):
    make_watched(cast, 2)
    make_watched(cast, 1, "xa-binh")
    user, unit = cast.people[part], cast.unit("lt")

    for trend in trends(user, unit, TODAY):
        assert trend.count == rows_of(trend.listed, user, TODAY).count() == trend.counts[-1].value


def test_trend_is_what_was_open_at_each_month_end(cast):
    accept_initiative(cast, on=BEGUN)
    ends = month_ends(TODAY)
    for end in ends[-3:]:
        run_alerts(on=end)
    Alert.objects.filter(kind="no_plan").update(cleared_on=ends[-1])
    run_alerts(on=TODAY)

    found = trends(cast.office, cast.unit("lt"), TODAY)[0]

    assert [count.value for count in found.counts] == [None] * 9 + [1, 1, 0, 1]


def test_shares_are_of_the_units_directly_below(cast):
    make_watched(cast, 2)
    make_watched(cast, 1, "xa-binh")

    rows = shares(cast.office, cast.unit("lt"), TODAY).rows

    assert [(row.unit.code, row.standing, row.counts) for row in rows] == [
        ("khoi", 2, [2, 2, 0, 2, 0]),
        ("xa-binh", 1, [1, 1, 0, 1, 0]),
    ]
    assert round(rows[0].share) == 67


def test_what_needs_me_is_what_i_must_do_and_others_wait_for(cast):
    initiative = make_watched(cast)[0]
    visit(cast, initiative)
    add_evidence(initiative, caption="Ảnh", reference="Kho", dated_on=BEGUN, by=cast.office)

    def work(part, *, is_duty=True):
        return {count.kind.key: count.total for count in summarise(Question(cast.people[part], TODAY, is_duty))}

    assert work("officer") == {"viec-sau-kiem-tra": 1, "lap-ke-hoach": 1, "bao-cao-ket-qua": 1}
    assert work("officer", is_duty=False) == {"canh-bao": 1}
    assert work("approver") == {"huong-dan-kiem-tra": 1, "minh-chung-cho-chap-nhan": 1}
    assert work("outsider") == work("nobody") == {}


# --- pages ---


def test_board_leads_from_each_number_to_its_list(cast, as_person):
    make_watched(cast, 2)
    client = as_person("bloc_officer")
    page = client.get("/theo-doi/")

    assert "Đăng ký mà chưa có kế hoạch theo mốc" in words(page)
    for listed in COMPLAINTS:
        address = f"/theo-doi/{listed.slug}/?don-vi=khoi"
        assert address in values(page, "//a/@href")
        assert client.get(address).status_code == 200
    for address in values(page, "//ul[@class='board']//a/@href"):
        assert client.get(address).status_code == 200


def test_board_of_who_has_no_role_is_empty(cast, as_person):
    make_watched(cast)
    assert "Không có việc nào đang chờ bạn" in words(as_person("nobody").get("/theo-doi/"))


@pytest.mark.parametrize("address", ["/theo-doi/", "/theo-doi/tat-ca/", "/ban-tin/"])
def test_queries_do_not_grow_with_the_rows(cast, as_person, address, django_assert_max_num_queries):
    client = as_person("bloc_officer")
    make_watched(cast, 3)
    client.get(address)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    make_watched(cast, 27, "cb2")
    client.get(address)  # the frame counts anew what waits, once after what happened
    with django_assert_max_num_queries(60) as many:
        client.get(address)
    assert len(many) <= len(few)


def test_list_shows_the_oldest_first_and_only_the_scope(cast, as_person):
    make_watched(cast, 1, "xa-binh")
    old = make_watched(cast)[0]
    new = accept_initiative(cast, on=day_before(300), name="Mới hơn")
    run_alerts(on=TODAY)

    page = as_person("officer").get("/theo-doi/khong-ai-huong-dan/")

    assert values(page, "//tbody/tr/th/a/@href") == [f"/mo-hinh/{row.pk}/theo-doi/" for row in (old, new)]


@pytest.mark.parametrize(
    ("query", "count"),
    [("don-vi=db1", 1), ("don-vi=lt", 3), ("linh-vuc=economy", 3), ("linh-vuc=political_system", 0), ("cua-toi=co", 0)],
)
def test_list_is_filtered_and_exported_alike(cast, as_person, query, count):
    for unit in ("db1", "cb2", "xa-binh"):
        make_watched(cast, 1, unit)
    client = as_person("office")

    page = client.get(f"/theo-doi/chua-co-ke-hoach/?{query}")
    sheet = client.get(f"/theo-doi/chua-co-ke-hoach/xuat.xlsx?{query}")

    assert len(values(page, "//tbody/tr")) == count
    rows = list(load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert sum(isinstance(row[0], int) for row in rows) == count


@pytest.mark.parametrize("address", ["/theo-doi/khong-co/", "/theo-doi/viec/khong-co/", "/ban-tin/?so=99"])
def test_unknown_list_is_not_found(cast, as_person, address):
    assert as_person("office").get(address).status_code == 404


def test_list_with_a_unit_out_of_scope_shows_nothing_and_says_why(cast, as_person):
    make_watched(cast)
    page = as_person("outsider").get("/theo-doi/tat-ca/?don-vi=db1")
    assert page.status_code == 422
    assert values(page, "//tbody/tr") == []


def test_digest_is_its_persons_own_and_can_be_marked_as_seen(cast, as_person):
    make_watched(cast)
    send_digests(on=TODAY)
    client = as_person("officer")

    page = client.get("/ban-tin/")
    assert "báo 3 việc mới, còn 3 chưa xong. Bạn đang có 2 việc phải làm." in words(page)
    assert "Bạn chưa có bản tin nào" in words(as_person("outsider").get("/ban-tin/"))

    client.post("/ban-tin/da-xem/")
    assert Digest.objects.get(person=cast.officer).seen_at is not None
    assert client.get("/ban-tin/da-xem/").status_code == 405


# --- the part of a file that is watched ---


def test_file_shows_its_alerts_visits_and_follow_up(cast, as_person):
    initiative = make_watched(cast)[0]
    visit(cast, initiative)
    page = as_person("officer").get(f"/mo-hinh/{initiative.pk}/theo-doi/")

    assert "Chưa có kế hoạch theo mốc" in words(page)
    assert "Quá hạn Bổ sung mốc" in words(page)
    assert f"/mo-hinh/theo-doi/viec/{FollowUp.objects.get().pk}/" in values(page, "//main//a/@href")
    assert "đơn vị không tự kiểm tra mình" in words(page)


@pytest.mark.parametrize(
    ("part", "status"),
    [("bloc_officer", 200), ("approver", 200), ("officer", 403), ("auditor", 403), ("outsider", 404)],
)
def test_visit_is_recorded_by_superiors_only(cast, as_person, part, status):
    initiative = accept_initiative(cast)
    assert as_person(part).get(f"/mo-hinh/{initiative.pk}/theo-doi/ghi/").status_code == status


def form(**changed) -> dict:
    rows = {"viec-TOTAL_FORMS": 5, "viec-INITIAL_FORMS": 0, "viec-0-content": "Sửa", "viec-0-owner": "Ông A"}
    told = {"kind": "guidance", "held_on": TODAY.isoformat(), "by_unit": "khoi", "people": "Bà B", "findings": "Tốt"}
    return rows | {"viec-0-due_on": (TODAY + timedelta(days=9)).isoformat()} | told | changed


def test_visit_is_recorded_on_its_page(cast, as_person):
    initiative = accept_initiative(cast)
    page = as_person("bloc_officer").post(f"/mo-hinh/{initiative.pk}/theo-doi/ghi/", form(), follow=True)

    assert "Đã ghi lần hướng dẫn, kiểm tra." in words(page)
    assert list(FollowUp.objects.values_list("content", "owner")) == [("Sửa", "Ông A")]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"held_on": (TODAY + timedelta(days=1)).isoformat()}, "không thể sau hôm nay"),
        ({"viec-0-owner": ""}, "Việc cần làm chưa đủ"),
        ({"viec-0-due_on": "2020-01-01"}, "hạn không thể trước"),
        ({"by_unit": "db1"}, "Đơn vị thực hiện"),
    ],
)
def test_visit_that_cannot_be_says_why_and_loses_nothing(cast, as_person, changed, told):
    page = as_person("bloc_officer").post(f"/mo-hinh/{accept_initiative(cast).pk}/theo-doi/ghi/", form(**changed))

    assert page.status_code == 422
    assert told in words(page)
    assert "Tốt" in words(page)
    assert "Sửa" in values(page, "//input[@name='viec-0-content']/@value")
    assert Inspection.objects.count() == 0


@pytest.mark.parametrize(("part", "status"), [("officer", 302), ("approver", 403), ("auditor", 403), ("outsider", 404)])
def test_follow_up_is_answered_by_the_unit(cast, as_person, part, status):
    row = visit(cast, accept_initiative(cast)).follow_ups.get()
    sent = {"on": TODAY.isoformat(), "result": "Đã bổ sung"}

    response = as_person(part).post(f"/mo-hinh/theo-doi/viec/{row.pk}/", sent)

    row.refresh_from_db()
    assert (response.status_code, row.done_on) == (status, TODAY if status == 302 else None)


def test_answer_without_a_result_is_asked_again(cast, as_person):
    row = visit(cast, accept_initiative(cast)).follow_ups.get()
    page = as_person("officer").post(f"/mo-hinh/theo-doi/viec/{row.pk}/", {"on": TODAY.isoformat(), "result": ""})
    assert page.status_code == 422


def test_coming_milestone_stands_on_the_board_of_its_owner(cast, as_person):
    plan = Plan.objects.create(
        initiative=accept_initiative(cast), starts_on=BEGUN, ends_on=TODAY + timedelta(days=90), made_on=BEGUN
    )
    Milestone.objects.create(plan=plan, position=1, name="Sơ kết", owner="Lò Văn", due_on=TODAY + timedelta(days=3))

    page = as_person("officer").get("/theo-doi/viec/moc-sap-den-han/", follow=True)

    assert page.redirect_chain[-1][0] == "/viec-can-lam/?muc=moc-sap-den-han"
    assert "Sơ kết" in words(page)
    assert "Sơ kết" not in words(as_person("outsider").get("/theo-doi/viec/moc-sap-den-han/", follow=True))
