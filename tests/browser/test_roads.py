"""Roads of the everyday, by hand in a real browser: a plan and its proof, a directive, a committee, a visit, a programme.

Each begins with what people get wrong, and nothing that they typed is lost.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from lantoa.initiatives.models import Initiative
from lantoa.movement.enums import TaskState
from lantoa.movement.models import SteeringCommittee, Task
from tests.browser.test_journey import move
from tests.cast import accept_initiative
from tests.plans.plans import add_plan
from tests.spreading.spread_cast import make_handbook, make_proven

MILESTONES = (
    ("Họp dân, bầu tổ tự quản", "Lò Thị Bí thư", "2023-04-30"),
    ("Trồng xong 5 ha", "Cầm Văn Chung", "2023-06-30"),
    ("Tổng kết, công khai thu chi", "Lò Thị Bí thư", "2023-12-20"),
)
INDICATORS = (("Hộ tham gia", "hộ", "40", "120"), ("Diện tích rau sạch", "ha", "0", "5"))
SCAN = {"name": "45-KH.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


def send(page: Page) -> None:
    """The form's own button."""
    page.locator("main form .button-primary").last.click()
    page.wait_for_load_state()


def summary(page: Page) -> Locator:
    return page.locator(".error-summary")


def window(site, part: str, *, scripts: bool) -> Page:
    """Signed in; without scripts as on a phone that saves data."""
    page = site.signed_in(part)
    if scripts:
        return page
    state = page.context.storage_state()
    context = site.browser.new_context(
        base_url=site.address, locale="vi-VN", storage_state=state, java_script_enabled=False
    )
    return context.new_page()


# --- a plan and its proof ---


def fill_rows(page: Page, prefix: str, button: str, rows: tuple, names: tuple) -> None:
    for number, row in enumerate(rows):
        if number:
            page.get_by_role("button", name=button).click()
        page.locator(f"#id_{prefix}-{number}-name").wait_for()
        for name, value in zip(names, row, strict=True):
            page.locator(f"#id_{prefix}-{number}-{name}").fill(value)


def type_rows(page: Page, prefix: str, rows: tuple, names: tuple) -> tuple:
    return tuple(
        tuple(page.locator(f"#id_{prefix}-{number}-{name}").input_value() for name in names)
        for number in range(len(rows))
    )


def fill_plan(page: Page, initiative: Initiative) -> None:
    page.goto(f"{initiative.get_absolute_url()}ke-hoach/sua/")
    page.get_by_label("Bắt đầu").fill("2023-04-01")
    page.get_by_label("Kết thúc").fill("2023-03-01")
    fill_rows(page, "moc", "Thêm mốc", MILESTONES, ("name", "owner", "due_on"))
    fill_rows(page, "chi-tieu", "Thêm chỉ tiêu", INDICATORS, ("name", "measure", "baseline", "target"))


def save_plan(page: Page) -> None:
    page.get_by_role("button", name="Lưu kế hoạch").last.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_plan_is_mended_without_losing_a_word(site, scripts):
    initiative = accept_initiative(site.cast)
    page = window(site, "officer", scripts=scripts)
    fill_plan(page, initiative)
    save_plan(page)
    expect(summary(page)).to_contain_text("Kế hoạch kết thúc (01/03/2023) trước khi bắt đầu (01/04/2023)")

    page.get_by_label("Kết thúc").fill("2023-11-30")
    save_plan(page)
    expect(summary(page)).to_contain_text("Mốc 3, hạn: 20/12/2023 nằm ngoài kế hoạch, từ 01/04/2023 đến 30/11/2023")

    due = page.locator("#id_moc-0-due_on")
    due.evaluate("box => { box.type = 'text' }")  # a browser that knows no dates
    due.fill("31/02/2024")
    page.get_by_label("Kết thúc").fill("2023-12-31")
    save_plan(page)
    expect(summary(page)).to_contain_text("Mốc 1, hạn")
    assert page.locator("#id_moc-0-due_on").get_attribute("value") == "31/02/2024"

    assert type_rows(page, "moc", MILESTONES, ("name", "owner")) == tuple(row[:2] for row in MILESTONES)
    assert type_rows(page, "chi-tieu", INDICATORS, ("name", "measure", "baseline", "target")) == INDICATORS
    page.locator("#id_moc-0-due_on").fill("2023-04-30")
    save_plan(page)
    expect(page.get_by_text("Đã lưu kế hoạch.")).to_be_visible()
    assert initiative.plan.milestones.count() == 3
    assert initiative.plan.indicators.count() == 2


def write_report(page: Page, initiative: Initiative) -> None:
    """The period the wrong way round and a number in words first."""
    page.goto(f"{initiative.get_absolute_url()}tien-do/moi/")
    page.get_by_label("Từ ngày").fill("2023-06-30")
    page.get_by_label("Đến ngày").fill("2023-04-01")
    page.get_by_label("Đã làm được").fill("82 hộ dự họp, bầu hai tổ.")
    number = page.locator("input[name^=so_]").first
    number.fill("khoảng 80")
    send(page)
    expect(summary(page)).to_contain_text("Hãy ghi một số đúng")
    number.fill("82")
    send(page)
    expect(summary(page)).to_contain_text("Kỳ báo cáo kết thúc (01/04/2023) trước khi bắt đầu (30/06/2023)")
    assert page.get_by_label("Đã làm được").input_value() == "82 hộ dự họp, bầu hai tổ."
    page.get_by_label("Từ ngày").fill("2023-04-01")
    page.get_by_label("Đến ngày").fill("2023-06-30")
    send(page)
    move(page, "Nộp báo cáo")


def finish_milestone(page: Page, initiative: Initiative) -> None:
    """Done, with a paper as its evidence."""
    page.goto(initiative.plan.milestones.first().get_absolute_url())
    page.get_by_role("link", name="Gửi minh chứng cho mốc này").click()
    page.get_by_label("Nội dung minh chứng").fill("Biên bản họp dân có chữ ký")
    page.get_by_role("button", name="Gửi minh chứng").click()
    expect(summary(page)).to_contain_text("Hãy chọn tệp, hoặc ghi số, ký hiệu")
    page.get_by_label("Số, ký hiệu văn bản").fill("07/BB-CB")
    page.get_by_role("button", name="Gửi minh chứng").click()
    expect(page.get_by_text("chờ người duyệt chấp nhận")).to_be_visible()
    page.goto(initiative.plan.milestones.first().get_absolute_url())
    page.get_by_label("Kết quả").fill("82 hộ dự, bầu hai tổ.")
    page.get_by_role("button", name="Báo mốc đã xong").click()
    expect(page.get_by_text("Đã ghi xong mốc")).to_be_visible()


def test_progress_and_proof_are_taken_in_by_a_second_person(site):
    initiative = accept_initiative(site.cast)
    add_plan(initiative, site.cast.officer)
    officer = site.signed_in("officer")
    write_report(officer, initiative)
    expect(officer.get_by_text("Bạn là người nộp báo cáo này").first).to_be_visible()
    finish_milestone(officer, initiative)

    decider = site.signed_in("approver", "phone")
    decider.goto(initiative.progress_reports.get().get_absolute_url())
    move(decider, "Nhận báo cáo")
    expect(decider.get_by_text("Đã nhận báo cáo tiến độ")).to_be_visible()
    decider.goto(initiative.evidence.get().get_absolute_url())
    move(decider, "Chấp nhận")
    expect(decider.get_by_text("Đã chấp nhận minh chứng")).to_be_visible()
    decider.goto(f"{initiative.get_absolute_url()}ke-hoach/")
    expect(decider.get_by_text("xong 1 trong")).to_be_visible()


# --- a directive, and a committee ---


def issue_directive(page: Page) -> None:
    page.goto("/van-ban/moi/")
    send(page)
    expect(summary(page)).to_contain_text("Số, ký hiệu")
    page.get_by_label("Kế hoạch", exact=True).check()
    page.get_by_label("Số, ký hiệu").fill("45-KH/ĐUK")
    page.get_by_label("Ngày ban hành").fill("2023-03-20")
    page.get_by_label("Trích yếu").fill("Rà soát mô hình")
    page.get_by_label("Bản quét").set_input_files({**SCAN, "buffer": b"not a scan"})
    send(page)
    expect(summary(page)).to_contain_text("riêng tệp phải chọn lại")
    assert page.get_by_label("Trích yếu").input_value() == "Rà soát mô hình"
    page.get_by_label("Bản quét").set_input_files(SCAN)
    send(page)
    expect(page.get_by_text("Đã ghi Kế hoạch số 45-KH/ĐUK")).to_be_visible()


def give_tasks(page: Page) -> None:
    page.get_by_role("link", name="Giao nhiệm vụ").click()
    page.get_by_label("Nội dung nhiệm vụ").fill("Rà soát mọi mô hình còn sống.")
    page.get_by_label("Hạn hoàn thành").fill("2020-01-01")
    page.get_by_label("Mã đơn vị khác bên dưới").fill("db1, khong-co")
    send(page)
    expect(summary(page)).to_contain_text("Không có đơn vị mã “khong-co”")
    page.get_by_label("Mã đơn vị khác bên dưới").fill("db1, cb2")
    send(page)
    expect(summary(page)).to_contain_text("Hạn hoàn thành 01/01/2020 trước ngày giao")
    page.get_by_label("Hạn hoàn thành").fill("2099-12-15")
    send(page)
    expect(page.get_by_text("2 đơn vị sẽ nhận nhiệm vụ.")).to_be_visible()
    send(page)
    expect(page.get_by_text("Đã giao nhiệm vụ cho 2 đơn vị.")).to_be_visible()


def report_task(page: Page, task: Task, label: str, note: str) -> None:
    page.goto(task.get_absolute_url())
    page.get_by_role("link", name=label).click()
    page.get_by_role("textbox").last.fill(note)
    send(page)


def test_a_directive_goes_down_the_tree_and_comes_back_done(site):
    superior, unit = site.signed_in("bloc_officer"), site.signed_in("officer", "phone")
    issue_directive(superior)
    give_tasks(superior)
    task = Task.objects.get(unit=site.cast.unit("db1"))

    unit.goto(task.get_absolute_url())
    move(unit, "Nhận nhiệm vụ")
    unit.get_by_role("link", name="Ghi tiến độ").click()
    unit.get_by_label("Tiến độ").fill("140")
    unit.get_by_label("Kết quả, khó khăn").fill("Đã rà 5 trong 8.")
    send(unit)
    expect(summary(unit)).to_contain_text("Tiến độ phải từ 0 đến 100%.")
    unit.get_by_label("Tiến độ").fill("60")
    send(unit)
    report_task(unit, task, "Báo đã làm xong", "Rà xong.")
    superior.goto(task.get_absolute_url())
    move(superior, "Trả lại làm tiếp", reason="Còn 3 mô hình chưa rà")
    unit.goto(task.get_absolute_url())
    expect(unit.locator(".alert", has_text="Còn 3 mô hình chưa rà")).to_be_visible()
    report_task(unit, task, "Báo đã làm xong", "Đã rà đủ 8.")
    superior.goto(task.get_absolute_url())
    move(superior, "Xác nhận hoàn thành")
    task.refresh_from_db()
    assert task.state == TaskState.DONE
    superior.goto(task.directive.get_absolute_url())
    expect(superior.get_by_text("đã nhận 1/1 · hoàn thành 1/1")).to_be_visible()


def fill_member(page: Page, row: int, name: str, title: str, role: str) -> None:
    page.locator(f"#id_form-{row}-full_name").fill(name)
    page.locator(f"#id_form-{row}-job_title").fill(title)
    page.locator(f"#id_form-{row}-role").select_option(label=role)


def test_a_committee_is_renewed_when_a_member_leaves_office(site):
    page = site.signed_in("bloc_officer")
    page.goto("/ban-chi-dao/moi/")
    page.get_by_label("Số quyết định thành lập").fill("12-QĐ/ĐUK")
    page.get_by_label("Ngày quyết định").fill("2023-03-01")
    fill_member(page, 0, "Hoàng Văn Duyệt", "Phó Bí thư", "Trưởng ban")
    fill_member(page, 1, "Hoàng Văn Duyệt", "Phó Bí thư", "Ủy viên")
    send(page)
    expect(summary(page)).to_contain_text("Hoàng Văn Duyệt được ghi hai lần")
    fill_member(page, 1, "Hà Thị Chức", "Chánh Văn phòng", "Phó Trưởng ban")
    send(page)
    committee = SteeringCommittee.objects.get()
    assert (committee.tier, committee.members.count()) == ("bloc", 2)

    page.get_by_role("link", name=re.compile("Ghi thôi chức vụ.*Hà Thị Chức")).click()
    page.get_by_label("Thôi chức vụ từ ngày").fill("2023-11-15")
    send(page)
    expect(
        page.get_by_text("Hà Thị Chức (Phó Trưởng ban) thôi chức vụ từ 15/11/2023, chưa có người thay")
    ).to_be_visible()

    page.get_by_role("link", name="Kiện toàn", exact=True).first.click()
    page.get_by_label("Số quyết định kiện toàn").fill("30-QĐ/ĐUK")
    page.get_by_label("Ngày quyết định").fill("2023-11-20")
    expect(page.get_by_label(re.compile("^Hà Thị Chức"))).to_be_checked()
    fill_member(page, 0, "Lò Văn Mới", "Chánh Văn phòng", "Phó Trưởng ban")
    send(page)
    expect(page.get_by_text("1 người ra, 1 người vào, 1 người ở lại.")).to_be_visible()
    send(page)
    expect(page.get_by_text("Đã kiện toàn theo quyết định số 30-QĐ/ĐUK.")).to_be_visible()
    expect(page.get_by_text("chưa có người thay")).to_have_count(0)


# --- a visit ---


def test_a_visit_asks_for_what_the_unit_then_does(site):
    initiative = accept_initiative(site.cast)
    superior, unit = site.signed_in("bloc_officer"), site.signed_in("officer", "phone")
    superior.goto(f"{initiative.get_absolute_url()}theo-doi/ghi/")
    superior.get_by_label("Người thực hiện").fill("Trần Thị Khối")
    superior.get_by_label("Nội dung, kết quả").fill("Cần công khai lịch tưới.")
    superior.locator("input[name$='-content']").first.fill("Dán lịch tưới ở nhà văn hóa")
    send(superior)
    expect(superior.get_by_text("Việc cần làm chưa đủ")).to_be_visible()
    assert superior.get_by_label("Nội dung, kết quả").input_value() == "Cần công khai lịch tưới."
    superior.locator("input[name$='-owner']").first.fill("Lò Thị Bí thư")
    superior.locator("input[name$='-due_on']").first.fill("2099-11-25")
    send(superior)
    visit = initiative.inspections.get()
    assert visit.by_unit == site.cast.unit("khoi")

    unit.goto(f"{initiative.get_absolute_url()}theo-doi/")
    unit.get_by_role("link", name=re.compile("Báo kết quả.*Dán lịch tưới")).click()
    unit.get_by_label("Kết quả").fill("Đã dán, có ảnh.")
    send(unit)
    expect(unit.get_by_text("Đã báo xong: Dán lịch tưới ở nhà văn hóa")).to_be_visible()


# --- spreading ---


def launch_programme(page: Page) -> None:
    """The deadline lies before the start at first."""
    page.goto("/nhan-rong/chuong-trinh/moi/")
    page.get_by_label("Tên chương trình").fill("Nhân rộng vườn rau")
    page.get_by_label("Cơ quan chủ trì").fill("Ban Dân vận Tỉnh ủy")
    page.get_by_label("Thời hạn").fill("2020-01-01")
    page.get_by_label("Vườn rau sạch").check()
    send(page)
    expect(summary(page)).to_contain_text("Thời hạn phải từ ngày phát động trở đi.")
    assert page.get_by_label("Cơ quan chủ trì").input_value() == "Ban Dân vận Tỉnh ủy"
    page.get_by_label("Thời hạn").fill("2099-06-30")
    send(page)
    page.locator("select[name=loai]").select_option(label="Đảng bộ xã")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("2 đơn vị chưa có trong chương trình")).to_be_visible()
    page.get_by_role("button", name="Thêm các đơn vị này").click()
    expect(page.get_by_text("Đã thêm 2 đơn vị đích.")).to_be_visible()


def test_a_programme_a_handbook_and_a_suggestion_declined(site):
    source = make_proven(site.cast, unit=site.cast.unit("xa-an"))
    make_handbook(site.cast, source)
    office, unit = site.signed_in("office"), site.signed_in("outsider", "phone")
    launch_programme(office)
    expect(office.get_by_text("1/2 đã có").first).to_be_visible()
    office.goto(f"{source.get_absolute_url()}so-tay/")
    office.emulate_media(media="print")
    expect(office.get_by_text("Bước 1. Họp dân")).to_be_visible()
    expect(office.locator(".rail")).to_be_hidden()

    unit.goto("/nhan-rong/goi-y/")
    expect(unit.get_by_text("Nơi có mô hình gốc cùng loại đơn vị: đảng bộ xã")).to_be_visible()
    unit.get_by_role("link", name="Không phù hợp").first.click()
    send(unit)
    expect(summary(unit)).to_contain_text("Vì sao không phù hợp")
    unit.get_by_label("Vì sao không phù hợp").fill("Địa bàn không có đất trồng rau.")
    send(unit)
    expect(unit.get_by_text("Sẽ không gợi ý lại")).to_be_visible()
    unit.goto("/nhan-rong/goi-y/")
    expect(unit.get_by_text("Nơi có mô hình gốc")).to_have_count(0)
