"""A council's road, by hand in a real browser: criteria, members, agenda, scores, minutes, the decision.

Each step begins with what people get wrong, and nothing that they typed is lost.
"""

from __future__ import annotations

import re
from io import BytesIO

from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from lantoa.councils.models import Council, CriteriaSet, Sitting
from lantoa.recognition.models import Recognition
from tests.browser.test_journey import move
from tests.browser.test_roads import SCAN, send, summary
from tests.cast import accept_initiative
from tests.councils.sitting_cast import make_council, make_set
from tests.watch.climbing import propose_initiative

XLSX = {
    "name": "phan-cong.xlsx",
    "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def test_criteria_and_a_council_are_made(site):
    page = site.signed_in("approver")
    page.goto("/hoi-dong/tieu-chi/moi/")
    page.get_by_label("Tên bộ tiêu chí").fill("Bộ tiêu chí khối")
    page.get_by_label("Hiệu lực từ").fill("2023-01-01")
    for row, (name, weight) in enumerate((("Hiệu quả", "50"), ("Lan tỏa", "30"), ("Bền vững", "30")), start=1):
        page.locator(f"#id_name-{row}").fill(name)
        page.locator(f"#id_weight-{row}").fill(weight)
    send(page)
    expect(summary(page)).to_contain_text("Tổng trọng số là 110%, phải đúng 100% (thừa 10%).")
    page.locator("#id_weight-3").fill("20")
    send(page)
    assert CriteriaSet.objects.get().criteria.count() == 3

    page.goto("/hoi-dong/moi/")
    page.get_by_label("Tên hội đồng").fill("Hội đồng khối")
    page.get_by_label("Hiệu lực từ").fill("2023-01-01")
    send(page)
    council = Council.objects.get()
    assert council.tier == "bloc"
    for _ in range(2):
        page.goto(f"{council.get_absolute_url()}thanh-vien/moi/")
        page.get_by_label("Tìm người theo họ tên").fill("lo van co so")
        page.get_by_role("button", name="Tìm", exact=True).last.click()
        page.get_by_label(re.compile("Lò Văn Cơ Sở")).check()
        send(page)
    expect(summary(page)).to_contain_text("Lò Văn Cơ Sở đã là ủy viên của hội đồng này")


def plan_and_assign(page: Page, council: Council) -> Sitting:
    """Two dossiers on the agenda; given out by a sheet, first with a row that cannot be."""
    page.goto(f"{council.get_absolute_url()}phien-hop/moi/")
    page.get_by_label("Tên phiên họp").fill("Thẩm định đợt 1")
    page.get_by_label("Ngày họp").fill("2023-06-20")
    send(page)
    sitting = Sitting.objects.get()
    page.get_by_role("link", name="Đưa hồ sơ ra phiên họp").first.click()
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    send(page)
    page.goto(f"{sitting.get_absolute_url()}phan-cong/")
    page.get_by_label("Số người chấm mỗi hồ sơ").fill("9")
    page.get_by_role("button", name="Xem trước cách chia").click()
    expect(summary(page)).to_contain_text("Số người chấm mỗi hồ sơ phải từ 1 đến")
    preview_sheet(page, sitting, [(1, "m1"), (9, "m1")])
    expect(summary(page)).to_contain_text("dòng 3, cột A (Số hồ sơ): phiên họp không có hồ sơ số 9.")
    preview_sheet(page, sitting, [(1, "m1"), (2, "m1")])
    expect(page.get_by_text("Sẽ giao 2 phiếu chấm mới")).to_be_visible()
    send(page)
    page.goto(sitting.get_absolute_url())
    move(page, "Mở chấm điểm")
    return sitting


def preview_sheet(page: Page, sitting: Sitting, pairs: list[tuple[int, str]]) -> None:
    book = load_workbook(BytesIO(page.request.get(f"{sitting.get_absolute_url()}phan-cong/mau.xlsx").body()))
    for row, pair in enumerate(pairs, start=2):
        for column, value in enumerate(pair, start=1):
            book.worksheets[0].cell(row, column, value)
    held = BytesIO()
    book.save(held)
    page.locator("input[type=file]").set_input_files({**XLSX, "buffer": held.getvalue()})
    page.get_by_role("button", name="Xem trước bảng").click()
    page.wait_for_load_state()


def score_all(page: Page, sitting: Sitting) -> None:
    """One after the other; the first outside its scale at first."""
    page.goto(f"{sitting.get_absolute_url()}cham/")
    for number, mark in enumerate(("12", "8")):
        for box in page.locator("input[name^=diem-]").all():
            box.fill(mark)
        page.get_by_label("Nhận xét chung").fill("Số liệu đủ.")
        page.get_by_role("button", name="Gửi điểm").click()
        if not number:
            expect(summary(page)).to_contain_text("Điểm 12 nằm ngoài thang điểm")
            assert page.get_by_label("Nhận xét chung").input_value() == "Số liệu đủ."
            for box in page.locator("input[name^=diem-]").all():
                box.fill("9")
            page.get_by_role("button", name="Gửi điểm").click()
            expect(page.get_by_text("Đã gửi điểm hồ sơ số 1. Bạn đã chấm 1 trên 2 hồ sơ.")).to_be_visible()
    expect(page.get_by_text("Bạn đã chấm 2 trên 2 hồ sơ.")).to_be_visible()


def conclude(page: Page, sitting: Sitting) -> None:
    page.goto(sitting.get_absolute_url())
    move(page, "Khóa điểm")
    page.goto(f"{sitting.get_absolute_url()}diem-danh/")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    send(page)
    for item, verdict in zip(sitting.items.order_by("position"), ("recommended", "not_recommended"), strict=True):
        page.goto(f"{sitting.get_absolute_url()}ho-so/{item.pk}/ket-qua/")
        page.locator(f"input[name=verdict][value={verdict}]").check()
        send(page)
    expect(summary(page)).to_contain_text("phải ghi lý do để đơn vị biết")
    page.get_by_label("Lý do").fill("Chưa có số liệu hiệu quả.")
    send(page)
    move(page, "Kết thúc phiên họp")


def test_a_sitting_from_its_agenda_to_the_decision(site):
    cast = site.cast
    make_set(cast)
    council = make_council(cast)
    for name in ("Vườn rau sạch", "Tổ tự quản đường điện"):
        propose_initiative(cast, initiative=accept_initiative(cast, name=name))
    decider, member = site.signed_in("approver"), site.signed_in("m1", "phone")
    sitting = plan_and_assign(decider, council)
    score_all(member, sitting)
    conclude(decider, sitting)

    minutes = decider.request.get(f"{sitting.get_absolute_url()}bien-ban.docx")
    text = "\n".join(part.text for part in Document(BytesIO(minutes.body())).paragraphs)
    assert "đề nghị công nhận: 1" in text
    assert "Chưa có số liệu hiệu quả." in text
    decider.goto(f"{sitting.get_absolute_url()}bien-ban-da-ky/")
    decider.locator("input[type=file]").set_input_files(SCAN)
    send(decider)
    decider.get_by_role("link", name="Quyết định theo kết luận").first.click()
    decider.get_by_label("Số quyết định").fill("77-QĐ/ĐUK")
    send(decider)
    expect(decider.get_by_text("Đã công nhận 1 mô hình, không công nhận 1.")).to_be_visible()
    assert Recognition.objects.get().decision_no == "77-QĐ/ĐUK"
