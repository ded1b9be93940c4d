"""The sheet of registered initiatives."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.initiatives.enums import Kind, State, Subject, Tier
from lantoa.initiatives.models import BOXES, Initiative
from lantoa.initiatives.services import edit, withdraw
from lantoa.kit.audit import verify
from lantoa.movement.services import add_sector
from lantoa.recognition.imports.initiatives import INITIATIVES
from lantoa.recognition.models import Recognition
from lantoa.units.services import rename
from tests.cast import accept_initiative
from tests.workbooks import check_rows, faults, import_rows, places

DAY = date(2023, 3, 15)


def row(**changed) -> dict:
    filled = {"unit": "db1", "name": "Vườn rau sạch", "kind": "Mô hình", "subject": "Tập thể", "sector": "Kinh tế"}
    return filled | {"tier": "Cơ sở", "responsible": "Lò Thị Hoa", "registered_on": DAY} | changed


def test_headers_are_those_of_the_contract():
    headers = (
        "Mã mô hình, Mã đơn vị*, Tên mô hình*, Loại (mô hình, điển hình)*, Tập thể/Cá nhân*, Tên tập thể/cá nhân, "
        "Lĩnh vực*, Cấp đăng ký*, Địa chỉ, Người phụ trách, Ngày đăng ký*, Thực trạng, Mục tiêu, Nội dung, Đối tượng, "
        "Lực lượng, Nguồn lực, Sản phẩm, Khả năng nhân rộng, Cấp công nhận, Số quyết định, Ngày quyết định"
    )

    assert ", ".join(column.header + "*" * column.required for column in INITIATIVES.columns) == headers


def test_rows_of_who_may_decide_are_accepted_on_their_day(cast):
    import_rows(INITIATIVES, [row()], cast.bloc_office)

    kept = Initiative.objects.get()
    assert (kept.state, kept.accepted_on, kept.submitted_by) == (State.ACCEPTED, DAY, cast.bloc_office)


def test_rows_of_others_are_handed_in_and_wait(cast):
    found = import_rows(INITIATIVES, [row(), row(name="Đường hoa")], cast.officer)

    assert found.waiting == 2
    assert [line[-1] for line in found.preview] == ["Chờ duyệt", "Chờ duyệt"]
    assert set(Initiative.objects.values_list("state", "accepted_on")) == {(State.SUBMITTED, None)}


def test_every_column_is_kept(cast):
    texts = {box: f"Ô {box}\nhai dòng" for box in BOXES} | {"holder": "Chi đoàn", "address": "Bản Mòng"}
    facts = {"recognised_tier": "tinh", "decision_no": "12-QĐ/TU", "recognised_on": "01/04/2023"}

    import_rows(INITIATIVES, [row(code="MH-01", **texts, **facts)], cast.office)

    kept = Initiative.objects.get(code="MH-01")
    assert {name: getattr(kept, name) for name in texts} == texts
    assert (kept.kind, kept.subject, kept.tier) == (Kind.MODEL, Subject.COLLECTIVE, Tier.BASE)
    assert (kept.responsible, kept.registered_on, kept.sector.code) == ("Lò Thị Hoa", DAY, "economy")
    fact = Recognition.objects.get(initiative=kept)
    assert (fact.tier, fact.decision_no, fact.recognised_on) == (Tier.PROVINCE, "12-QĐ/TU", date(2023, 4, 1))
    assert verify() == []


def test_the_preview_shows_what_will_be_written(cast):
    found = check_rows(INITIATIVES, [row(recognised_tier="Tỉnh", recognised_on=date(2023, 4, 1))], cast.office)

    unit = cast.unit("db1").name
    assert found.preview == [
        (
            "Dòng 2",
            unit,
            "Vườn rau sạch",
            "Mô hình",
            "Tập thể",
            "Kinh tế",
            "Cơ sở",
            "15/03/2023",
            "Tỉnh, 01/04/2023",
            "Đã đăng ký",
        )
    ]


def test_labels_may_differ_in_case_accents_and_spacing(cast):
    rows = [row(kind=" ĐIỂN  HÌNH", subject="ca nhan", sector="VĂN HOÁ – XÃ HỘI", tier="TRUNG ƯƠNG")]

    kept = import_rows(INITIATIVES, rows, cast.office).news[0].initiative

    assert (kept.kind, kept.subject, kept.tier) == (Kind.EXEMPLAR, Subject.INDIVIDUAL, Tier.CENTRAL)
    assert kept.sector.code == "culture_society"


def test_labels_typed_in_old_fonts_are_known_without_the_fonts_name(cast):
    rows = [
        row(sector="Kinh tÕ", tier="Khoái", subject="C¸ nh©n"),
        row(name="Đường hoa", sector="Kinh teá", tier="Xaõ"),
    ]

    first, second = (draft.initiative for draft in import_rows(INITIATIVES, rows, cast.office).news)

    assert (first.sector.code, first.tier, first.subject) == ("economy", Tier.BLOC, Subject.INDIVIDUAL)
    assert (second.sector.code, second.tier) == ("economy", Tier.COMMUNE)


# --- sectors ---


def own_sector(cast, unit: str, **changed):
    values = {"code": "giam-ngheo", "name": "Giảm nghèo", "national": "economy", "valid_from": date(2020, 1, 1)}
    return add_sector(unit=cast.unit(unit), by=None, **values | changed)


@pytest.mark.parametrize("cell", ["giảm nghèo", "giam-ngheo"])
def test_a_provinces_own_sector_is_taken_by_name_or_code(cast, cell):
    sector = own_sector(cast, "lt")

    assert check_rows(INITIATIVES, [row(sector=cell)], cast.officer).news[0].initiative.sector == sector


def test_a_sector_of_another_unit_does_not_serve(cast):
    own_sector(cast, "xa-binh")
    found = check_rows(INITIATIVES, [row(sector="Giảm nghèo"), row(unit="xa-binh", sector="Giảm nghèo")], cast.office)

    assert places(found) == ["G2"]
    assert "hãy chọn: Kinh tế, Văn hóa - xã hội" in faults(found)[0]


def test_a_sector_out_of_force_on_the_day_is_named(cast):
    own_sector(cast, "lt", valid_to=date(2022, 12, 31))

    found = check_rows(INITIATIVES, [row(sector="Giảm nghèo")], cast.office)

    assert "không dùng vào ngày 15/03/2023" in faults(found)[0]


def test_a_sector_is_checked_even_where_the_unit_is_unknown(cast):
    rows = [row(unit="khong-co", sector="Y tế"), row(unit="khong-co"), row(unit="khong-co", sector="Y tế", code="MH-1")]
    found = check_rows(INITIATIVES, rows, cast.officer)

    assert places(found) == ["B2", "G2", "B3", "B4", "G4"]
    assert faults(found)[1].startswith("G2 “Y tế” không phải là lĩnh vực đang có; hãy chọn: Kinh tế, ")


def test_a_provinces_own_sector_may_be_meant_where_the_unit_is_unknown(cast):
    own_sector(cast, "lt")

    assert places(check_rows(INITIATIVES, [row(unit="khong-co", sector="Giảm nghèo")], cast.officer)) == ["B2"]


# --- faults ---


@pytest.mark.parametrize(
    ("changed", "place", "words"),
    [
        ({"unit": "DB1"}, "B2", "có phải là “db1”?"),
        ({"unit": "khong-co"}, "B2", "Không có đơn vị mã “khong-co” trong phạm vi của bạn"),
        ({"unit": "cu"}, "K2", "ngày đăng ký phải nằm trong thời gian đó"),
        ({"name": None}, "C2", "Chưa ghi Tên mô hình"),
        ({"name": "x" * 301}, "C2", "quá mức 300"),
        ({"holder": "x" * 201}, "F2", "quá mức 200"),
        ({"kind": "Sáng kiến"}, "D2", "không có trong danh mục"),
        ({"sector": "Y tế"}, "G2", "không phải là lĩnh vực của đơn vị này"),
        ({"registered_on": "31/02/2023"}, "K2", "không có trong lịch"),
        ({"registered_on": "15/03/2099"}, "K2", "chưa đến"),
        ({"recognised_tier": "Tỉnh"}, "V2", "chưa ghi ngày quyết định"),
        ({"recognised_on": "01/04/2023"}, "T2", "chưa ghi cấp công nhận"),
        ({"recognised_tier": "Tỉnh", "recognised_on": "14/03/2023"}, "V2", "Trước ngày đăng ký 15/03/2023"),
        ({"recognised_tier": "Tỉnh", "recognised_on": "14/03/2099"}, "V2", "chưa đến"),
        ({"recognised_tier": "Tỉnh", "recognised_on": "x"}, "V2", "không phải là ngày"),
    ],
)
def test_a_fault_is_named_with_its_cell(cast, changed, place, words):
    found = check_rows(INITIATIVES, [row(**changed)], cast.office)

    assert places(found) == [place]
    assert words in faults(found)[0]
    assert found.news == []


def test_a_decision_number_alone_lacks_tier_and_day(cast):
    assert places(check_rows(INITIATIVES, [row(decision_no="12")], cast.office)) == ["T2", "V2"]


def test_tomorrow_is_refused_and_today_is_not(cast):
    today = timezone.localdate()
    rows = [row(registered_on=today), row(registered_on=today + timedelta(days=1))]

    assert places(check_rows(INITIATIVES, rows, cast.office)) == ["K3"]


def test_units_out_of_scope_do_not_exist(cast):
    found = check_rows(INITIATIVES, [row(unit="xa-an"), row(unit="khoi"), row(unit="cb11")], cast.officer)

    assert places(found) == ["B2", "B3"]
    assert cast.unit("khoi").name not in "".join(faults(found))


def test_a_unit_that_one_may_see_but_not_write_for_says_why(cast):
    found = check_rows(INITIATIVES, [row(), row(unit="cb2")], cast.approver)

    assert places(found) == ["B2", "B3"]
    assert cast.unit("cb2").name in faults(found)[1]


def test_a_recognition_by_who_may_not_decide_is_named(cast):
    found = check_rows(INITIATIVES, [row(recognised_tier="Tỉnh", recognised_on="01/04/2023")], cast.officer)

    assert faults(found) == ["T2 Chỉ người duyệt mới nhập được công nhận; hãy để trống ba cột công nhận."]


# --- what is there already ---


def test_same_sheet_twice_adds_nothing(cast):
    rows = [row(), row(code="MH-1"), row(name="Đường hoa", recognised_tier="Tỉnh", recognised_on="01/04/2023")]
    import_rows(INITIATIVES, rows, cast.office)
    again = check_rows(INITIATIVES, [row(name="VƯỜN  rau sạch"), *rows[1:]], cast.office)

    assert (again.news, again.unchanged, again.errors) == ([], 3, [])


def test_same_sheet_after_the_unit_took_another_code_adds_nothing(cast):
    import_rows(INITIATIVES, [row()], cast.office)
    rename(cast.unit("db1"), name="Đảng bộ Sở mới", code="db1-moi", by=cast.office, on=date(2024, 1, 1))
    again = check_rows(INITIATIVES, [row()], cast.office)

    assert (again.news, again.unchanged, again.errors) == ([], 1, [])


@pytest.mark.parametrize("code", ["MH-1", None])
def test_a_row_that_differs_from_what_is_there_says_in_what(cast, code):
    import_rows(INITIATIVES, [row(code=code, goals="Mười hộ")], cast.office)
    found = check_rows(INITIATIVES, [row(code=code, goals="Hai mươi hộ", outputs="Rau")], cast.office)

    assert places(found) == ["A2" if code else "2"]
    assert "khác ở: mục tiêu, tiêu chí, sản phẩm, kết quả đầu ra. Nếu" in faults(found)[0]


def test_a_blank_cell_does_not_contradict_what_was_filled_in_later(cast):
    import_rows(INITIATIVES, [row()], cast.office)
    edit(Initiative.objects.get(), values={"goals": "Mười hộ"}, by=cast.office, revision=1)

    assert check_rows(INITIATIVES, [row()], cast.office).unchanged == 1


def test_a_code_in_use_out_of_scope_is_named_without_the_initiative(cast):
    accept_initiative(cast, unit=cast.unit("xa-an"), name="Của xã An", code="MH-1")
    Initiative.objects.update(code="MH-1")

    found = check_rows(INITIATIVES, [row(code="MH-1")], cast.officer)

    assert faults(found) == ["A2 Mã “MH-1” đã dùng cho một mô hình ngoài phạm vi của bạn; hãy dùng mã khác."]


def test_a_withdrawn_one_is_not_brought_back(cast):
    import_rows(INITIATIVES, [row()], cast.office)
    withdraw(Initiative.objects.get(), by=cast.office, reason="Trùng")
    found = check_rows(INITIATIVES, [row()], cast.office)

    assert (found.unchanged, found.notices) == (1, ["Dòng 2: mô hình đã có và đã rút đăng ký nên không nhập lại."])


def test_a_like_name_in_the_same_unit_is_worth_a_word(cast):
    accept_initiative(cast, name="Vườn rau sạch", responsible="Người khác")
    found = check_rows(INITIATIVES, [row(name="VƯỜN RAU SẠCH"), row(unit="cb2")], cast.office)

    assert found.errors == []
    assert found.notices == [
        "Dòng 2: đơn vị đã có mô hình trùng tên; hãy kiểm tra để không đăng ký một mô hình hai lần."
    ]


# --- rows that repeat others ---


def test_a_repeated_code_names_both_rows(cast):
    found = check_rows(INITIATIVES, [row(code="MH-1"), row(code="MH-1", name="Khác")], cast.office)

    assert faults(found) == ["A3 Mã “MH-1” đã có ở dòng 2; hãy ghi mã khác cho dòng 3, hoặc xóa một dòng."]


def test_two_identical_rows_name_both(cast):
    found = check_rows(INITIATIVES, [row(), row(name="Khác"), row(name="vườn rau  sạch")], cast.office)

    assert faults(found) == ["4 Dòng 4 giống hệt dòng 2; hãy xóa một dòng, hoặc ghi mã mô hình để phân biệt."]


def test_rows_that_differ_in_any_column_are_all_taken(cast):
    rows = [row(), row(goals="Mười hộ"), row(goals="Hai mươi hộ"), row(address="Bản Mòng")]
    import_rows(INITIATIVES, rows, cast.office)
    again = check_rows(INITIATIVES, list(reversed(rows)), cast.office)

    assert Initiative.objects.count() == 4
    assert (again.news, again.unchanged, again.errors) == ([], 4, [])


def test_a_further_row_that_differs_in_a_box_is_taken_beside_the_one_there(cast):
    import_rows(INITIATIVES, [row(goals="Mười hộ")], cast.office)
    found = import_rows(INITIATIVES, [row(goals="Mười hộ"), row(goals="Hai mươi hộ")], cast.office)

    assert (len(found.news), found.unchanged) == (1, 1)


# --- any valid rows ---

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
VALID = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["db1", "cb11", "cb2", "khoi", "xa-an"]),
        "name": st.lists(WORDS, min_size=1, max_size=6).map(" ".join).filter(lambda text: not text.isdigit()),
        "kind": st.sampled_from(Kind.labels),
        "subject": st.sampled_from(Subject.labels),
        "sector": st.sampled_from(
            ["Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị"]
        ),
        "tier": st.sampled_from(Tier.labels),
        "registered_on": st.dates(date(2020, 1, 1), date(2025, 12, 31)),
        "responsible": st.sampled_from([None, "Lò Thị Hoa", "Nguyễn Văn An"]),
    }
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(VALID, min_size=1, max_size=8, unique_by=lambda row: tuple(row.values())))
def test_any_valid_rows_are_taken_once(cast, rows):
    rows = [row | {"code": f"R{number}"} for number, row in enumerate(rows)]
    Initiative.objects.all().delete()
    import_rows(INITIATIVES, rows, cast.office)
    again = check_rows(INITIATIVES, rows, cast.office)

    assert Initiative.objects.filter(state=State.ACCEPTED).count() == len(rows)
    assert (again.news, again.unchanged, again.errors) == ([], len(rows), [])
