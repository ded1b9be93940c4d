"""The page of an initiative, its moves, its printed forms."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from lantoa.evidence.services import accept_evidence, add_evidence
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import accept, edit, record_replication, send_back
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.recognition.services.facts import record_recognition
from tests.cast import PEOPLE, accept_initiative, draft, submit_initiative
from tests.watch.reading import values, words

LATER = date(2023, 9, 1)
ADDRESSES = ("", "sua/", "in/", "phieu.docx", "cong-nhan/ghi/", "nhan-rong/ghi/", "minh-chung/gui/", "duyet/", "rut/")


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def read_disabled(response) -> dict[str, str]:
    """Buttons that are there and disabled, each with its reason."""
    path = "//span[@class='refused']"
    buttons = values(response, f"{path}/button/text()[normalize-space()]")
    return dict(zip(buttons, values(response, f"{path}/span/text()"), strict=True))


def test_page_tells_what_it_is_and_where_it_stands(cast, as_person):
    shown = words(as_person("auditor").get(accept_initiative(cast).get_absolute_url()))

    told = ("Vườn rau sạch vì cộng đồng", "Đã đăng ký", "Có tên, địa chỉ", "Lò Thị Bí thư", "15/03/2023")
    assert [part for part in (*told, "2. Thực trạng, lý do Nội dung của ô situation") if part not in shown] == []


def test_page_of_an_accepted_one_without_a_body_says_what_is_missing(cast, as_person):
    initiative = accept_initiative(cast)
    edit(initiative, values={"responsible": "", "holder": ""}, by=cast.approver, revision=initiative.revision)

    shown = words(as_person("officer").get(initiative.get_absolute_url()))

    assert "Còn thiếu: người hoặc tập thể phụ trách." in shown
    assert "chưa có người phụ trách" in shown


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_of_a_record_out_of_scope_is_found(cast, as_person, address):
    initiative = submit_initiative(cast)

    assert as_person("outsider").get(f"{initiative.get_absolute_url()}{address}").status_code == 404
    assert as_person("nobody").get(f"{initiative.get_absolute_url()}{address}").status_code == 404


def test_moves_refused_to_this_person_stay_visible_with_the_reason(cast, as_person):
    told = read_disabled(as_person("officer").get(submit_initiative(cast).get_absolute_url()))

    assert set(told) == {"Duyệt đăng ký", "Trả lại"}
    assert told["Trả lại"] == "Bạn là người nộp đăng ký này; việc duyệt hoặc trả lại phải do người khác làm."


@pytest.mark.parametrize("part", [*PEOPLE])
@pytest.mark.parametrize("make", [draft, submit_initiative, accept_initiative])
def test_every_move_out_of_the_state_is_on_the_page(cast, as_person, part, make):
    initiative = make(cast)
    client = as_person(part)
    if not Initiative.objects.visible_to(cast.people[part]).exists():
        assert client.get(initiative.get_absolute_url()).status_code == 404
        return

    shown = words(client.get(initiative.get_absolute_url()))

    assert [move.label for move in REGISTRATION.from_state(initiative.state) if move.label not in shown] == []


def test_accepting_says_what_it_does_and_leads_to_the_next(cast, as_person):
    initiative, other = submit_initiative(cast), submit_initiative(cast, name="Tổ tự quản an ninh")
    client = as_person("approver")

    asked = client.get(f"{initiative.get_absolute_url()}duyet/")
    assert "mô hình được tính vào số đăng ký của “Đảng bộ Sở Nông nghiệp và Phát triển nông thôn”" in words(asked)
    done = client.post(f"{initiative.get_absolute_url()}duyet/", follow=True)

    initiative.refresh_from_db()
    assert initiative.state == State.ACCEPTED
    assert "Còn 1 hồ sơ chờ bạn duyệt. Mở hồ sơ tiếp theo: Tổ tự quản an ninh" in words(done)
    assert other.get_absolute_url() in values(done, "//main//a/@href")


def test_sending_back_without_a_reason_keeps_the_form(cast, as_person):
    initiative = submit_initiative(cast)

    response = as_person("approver").post(f"{initiative.get_absolute_url()}tra-lai/", {"reason": "  "})

    initiative.refresh_from_db()
    assert (response.status_code, initiative.state) == (422, State.SUBMITTED)
    assert "Hãy ghi lý do" in words(response)


def test_returned_file_opens_with_the_reason_and_its_main_action_is_to_edit(cast, as_person):
    initiative = send_back(submit_initiative(cast), by=cast.approver, reason="Nêu rõ số hộ")
    page = as_person("officer").get(initiative.get_absolute_url())

    primary = [text.strip() for text in values(page, "//*[contains(@class, 'button-primary')]//text()") if text.strip()]
    assert primary == ["Sửa"]
    assert words(page).index("Nêu rõ số hộ") < words(page).index("Việc khác với hồ sơ")


def test_the_reason_of_sending_back_stands_on_the_page_and_in_the_form(cast, as_person):
    initiative = send_back(submit_initiative(cast), by=cast.approver, reason="Nêu rõ số hộ")
    client = as_person("officer")

    for address in (initiative.get_absolute_url(), f"{initiative.get_absolute_url()}sua/?buoc=3"):
        assert "Trả lại để sửa Nêu rõ số hộ" in words(client.get(address))


@pytest.mark.parametrize(("part", "slug"), [("officer", "duyet"), ("auditor", "nop"), ("auditor", "rut")])
def test_a_move_one_may_not_make_is_refused_and_changes_nothing(cast, as_person, part, slug):
    initiative = submit_initiative(cast)

    response = as_person(part).post(f"{initiative.get_absolute_url()}{slug}/", {"reason": "x"})

    initiative.refresh_from_db()
    assert (response.status_code, initiative.state) == (403, State.SUBMITTED)


def test_an_unknown_move_is_not_found(cast, as_person):
    assert as_person("office").get(f"{submit_initiative(cast).get_absolute_url()}xoa/").status_code == 404


def test_handing_in_what_lacks_something_changes_nothing(cast, as_person):
    initiative = draft(cast, goals="")

    response = as_person("officer").post(f"{initiative.get_absolute_url()}nop/")

    initiative.refresh_from_db()
    assert (response.status_code, initiative.state) == (422, State.DRAFT)
    assert "còn thiếu: mục tiêu, tiêu chí" in words(response)


def test_history_shows_changes_side_by_side_in_words(cast, as_person):
    initiative = draft(cast, starts_on=date(2023, 4, 1))
    changed = {"starts_on": date(2023, 5, 1), "sector": cast.sector["culture_society"]}
    edit(initiative, values=changed, by=cast.officer, revision=1)

    response = as_person("officer").get(initiative.get_absolute_url())

    assert words(response, "//table[contains(@class, 'difference')]/tbody") == (
        "Lĩnh vực Kinh tế Văn hóa - xã hội Bắt đầu 01/04/2023 01/05/2023"
    )


def test_history_is_newest_first_with_who_and_why(cast, as_person):
    initiative = send_back(submit_initiative(cast), by=cast.approver, reason="Nêu rõ số hộ")

    response = as_person("officer").get(initiative.get_absolute_url())

    path = "//ol[@class='timeline']/li"
    done = values(response, f"{path}/p[@class='entry-head']/strong/text()")
    assert done == ["Đã trả lại để sửa", "Đã nộp đăng ký", "Lập bản nháp"]
    assert values(response, f"{path}/p[@class='entry-note']/text()") == ["Nêu rõ số hộ"]


def test_page_shows_recognitions_copies_evidence_and_kin(cast, as_person):
    initiative, copy = (
        accept_initiative(cast),
        accept_initiative(cast, unit=cast.unit("cb2"), name="Vườn rau ở Ban Dân tộc"),
    )
    accept_initiative(cast, unit=cast.unit("xa-an"), continues=initiative, name="Tiếp ở xã")
    record_recognition(initiative, tier="bloc", recognised_on=LATER, decision_no="15-QĐ/ĐUK", by=cast.approver)
    record_replication(initiative, unit=cast.unit("cb2"), adopted_on=LATER, by=cast.approver, copy=copy)
    proof = add_evidence(initiative, caption="Biên bản", reference="12-BB", dated_on=LATER, by=cast.officer)
    accept_evidence(proof, by=cast.approver, on=LATER)

    response = as_person("officer").get(initiative.get_absolute_url())

    shown = words(response)
    assert "Công nhận cấp Khối, ngày 01/09/2023, số 15-QĐ/ĐUK" in shown
    assert "Chi bộ Ban Dân tộc, từ 01/09/2023" in shown
    assert "Minh chứng 1 được chấp nhận Gửi minh chứng" in shown
    assert "Được tiếp tục bởi: Tiếp ở xã Đảng bộ xã Tân An, 2023" in shown
    # The base officer may open neither the copy at another cell nor what continues it in a commune.
    assert copy.get_absolute_url() not in values(response, "//main//a/@href")


def test_page_asks_the_same_whatever_hangs_on_the_record(cast, as_person):
    client = as_person("approver")
    plain, rich = accept_initiative(cast), accept_initiative(cast)
    for initiative, count in ((plain, 1), (rich, 4)):
        record_replication(initiative, unit=cast.unit("cb2"), adopted_on=LATER, by=cast.approver)
        for number in range(count):
            add_evidence(initiative, caption=f"Ảnh {number}", reference="Kho", dated_on=LATER, by=cast.officer)

    assert queries(client, rich.get_absolute_url()) - queries(client, plain.get_absolute_url()) <= 3


def test_printed_form_numbers_all_nine_boxes(cast, as_person):
    response = as_person("officer").get(f"{accept_initiative(cast).get_absolute_url()}in/")

    heads = values(response, "//tbody/tr/th/text()")
    assert [head.split(".")[0] for head in heads] == [str(number) for number in range(1, 10)]
    assert "Đảng ủy Khối các cơ quan và doanh nghiệp" in words(response)


def test_word_form_follows_the_layout_of_the_unit(cast, as_person):
    response = as_person("officer").get(f"{accept_initiative(cast).get_absolute_url()}phieu.docx")

    document = Document(BytesIO(response.content))
    said = [paragraph.text for paragraph in document.paragraphs]
    head = " ".join(cell.text for table in document.tables[:1] for cell in table._cells)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in head
    assert "1. Tên mô hình" in said
    assert "9. Khả năng duy trì, nhân rộng" in said
    assert "Nội dung của ô sustainability" in said


def test_page_after_accepting_oneself_is_refused_tells_why(cast, as_person):
    initiative = submit_initiative(cast)
    accept(initiative, by=cast.approver)

    response = as_person("bloc_officer").post(f"{initiative.get_absolute_url()}duyet/")

    assert response.status_code == 403
    assert "khi đang ở trạng thái “Đã đăng ký”" in words(response, "//body")
