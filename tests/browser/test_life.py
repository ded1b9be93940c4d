"""The whole life in a real browser: prospect → registration → bloc and province → two copies, one fails → lapse → renewal.

At each step somebody is refused, and the report and its records agree on the command line.
"""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect

from lantoa.config.cli import main
from lantoa.initiatives.models import Initiative, Replication
from lantoa.prospects.models import Prospect
from lantoa.recognition.models import Recognition
from lantoa.units.enums import PlaceKind, RoleKind
from lantoa.units.models import Place
from lantoa.units.services import assign_role
from tests.browser.test_journey import go_on, move
from tests.cast import SINCE, make_person

NAME = "Tổ tự quản đường điện bản Mòng"
KEYS = (
    "initiatives.registered",
    "initiatives.identified",
    "initiatives.replicated",
    "replications.copies",
    "recognitions.standing",
)


@pytest.fixture
def world(site, capsys):
    """The cast with an officer in the second commune and a second office; the clock in March 2023."""
    for part, name, unit, kind in (
        ("xa_an", "Quàng Thị An", "xa-an", RoleKind.OFFICER),
        ("xa_an_approver", "Cà Văn Duyệt", "xa-an", RoleKind.APPROVER),
        ("xa_binh_approver", "Tòng Văn Duyệt", "xa-binh", RoleKind.APPROVER),
    ):
        site.cast.people[part] = make_person(part, name)
        assign_role(site.cast.people[part], unit=site.cast.unit(unit), kind=kind, by=None, on=SINCE)
    place = Place(code="01", name="Hà Nội", kind=PlaceKind.CITY, valid_from=date(1900, 1, 1))
    place.index()
    place.save()
    with time_machine.travel(datetime(2023, 3, 15, 9, 0), tick=True) as clock:
        yield World(site, capsys, clock)


class World:
    def __init__(self, site, capsys, clock) -> None:
        self.site, self.capsys, self.clock, self.windows = site, capsys, clock, {}

    def of(self, part: str) -> Page:
        if part not in self.windows:
            self.windows[part] = self.site.signed_in(part)
        return self.windows[part]

    def leap(self, to: datetime) -> None:
        """Years pass; everybody signs in anew."""
        self.clock.move_to(to)
        self.windows.clear()

    def refuses(self, part: str, address: str, status: int) -> None:
        assert self.of(part).goto(address).status == status, (part, address)

    def figures(self, year: int) -> dict[str, int]:
        """The report's totals, each of which its records must give too."""
        words = ["--unit", "lt", "--from", f"{year}-01-01", "--to", f"{year}-12-31", "--json"]
        made = self._run_command("report", "summary", *words)["figures"]
        totals = {row["key"]: row["value"] for row in made if not row["dims"]}
        for key in KEYS:
            told = self._run_command("records", key, *words)
            assert (told["value"], len(told["records"])) == (totals[key], totals[key]), key
        return {key.partition(".")[2]: totals[key] for key in KEYS}

    def _run_command(self, *words: str) -> dict:
        self.capsys.readouterr()
        assert main(list(words)) == 0
        return json.loads(self.capsys.readouterr().out)


def note_and_take_up(world: World) -> Initiative:
    officer = world.of("officer")
    officer.goto("/trien-vong/moi/")
    for label, text in (
        ("Cách làm gì", NAME),
        ("Ai đang làm", "Chi hội nông dân bản Mòng"),
        ("Ở đâu", "Bản Mòng"),
        ("Vì sao triển vọng", "Bà con tự góp tiền, tự giữ đường điện, hai năm không có sự cố."),
    ):
        officer.get_by_label(label).fill(text)
    officer.locator("form.form button.button-primary").last.click()
    prospect = Prospect.objects.get()
    world.refuses("outsider", prospect.get_absolute_url(), 404)
    world.refuses("auditor", f"{prospect.get_absolute_url()}dang-ky/", 403)
    officer.goto(prospect.get_absolute_url())
    officer.get_by_role("link", name="Chuyển thành đăng ký").first.click()
    officer.get_by_label("Kinh tế", exact=True).check()
    officer.locator("form.form button.button-primary").last.click()
    officer.wait_for_load_state()
    return Initiative.objects.get()


def register(world: World, part: str, initiative: Initiative, approver: str) -> None:
    """The steps of the form that are still open, hand in, and accept by somebody else."""
    page = world.of(part)
    page.goto(f"{initiative.get_absolute_url()}sua/?buoc=1")
    if not page.locator("input[name=sector]:checked").count():
        page.get_by_label("Kinh tế", exact=True).check()
    go_on(page)
    page.get_by_label("Người phụ trách").fill("Lò Thị Bí thư")
    go_on(page)
    for _ in range(2):
        for box in page.locator("textarea").all():
            if not box.input_value():
                box.fill("Vận động 25 hộ cùng làm, có sổ theo dõi từng tháng.")
        go_on(page)
    move(page, "Nộp đăng ký")
    world.refuses(part, f"{initiative.get_absolute_url()}duyet/", 403)
    decider = world.of(approver)
    decider.goto(initiative.get_absolute_url())
    move(decider, "Duyệt đăng ký")
    initiative.refresh_from_db()
    assert initiative.state == "accepted"


def climb(world: World, initiative: Initiative, tier: str, decider: str) -> None:
    officer = world.of("officer")
    officer.goto(f"{initiative.get_absolute_url()}cong-nhan/de-nghi/")
    officer.locator(f"input[name=tier][value={tier}]").check()
    officer.get_by_label("Lý do đề nghị").fill("Hai năm không có sự cố điện, 25 hộ tự quản.")
    officer.get_by_role("button", name="Gửi đề nghị").click()
    candidacy = initiative.candidacies.get(tier=tier)
    decision = f"/de-nghi-cong-nhan/{candidacy.pk}/cong-nhan/"
    world.refuses("officer", decision, 403)
    world.refuses("outsider", decision, 404)
    page = world.of(decider)
    page.goto(decision)
    page.get_by_label("Số quyết định").fill(f"15-QĐ/{tier}")
    page.locator("form.form button.button-primary").last.click()
    expect(page.get_by_text("Đang hiệu lực").first).to_be_visible()


def take_up(world: World, source: Initiative, part: str, approver: str) -> Replication:
    page = world.of(part)
    page.goto(f"{source.get_absolute_url()}nhan-rong/ap-dung/")
    page.get_by_label("Giữ nguyên gì").fill("Sổ theo dõi và tổ tự quản")
    page.get_by_label("Điều chỉnh gì").fill("Góp theo mùa ngô thay vì theo tháng")
    page.locator("form.form button.button-primary").last.click()
    page.wait_for_load_state()
    copy = Replication.objects.latest("pk")
    assert copy.adopted_on is None
    register(world, part, copy.copy, approver)
    return copy


def renew(world: World, fact: Recognition, part: str) -> None:
    world.refuses("officer", f"/cong-nhan/{fact.pk}/cong-nhan-lai/", 403)
    page = world.of(part)
    page.goto(f"/cong-nhan/{fact.pk}/cong-nhan-lai/")
    page.get_by_label("Kết quả kiểm tra").fill("Tổ còn hoạt động, sổ ghi đủ, 31 hộ tham gia.")
    page.locator("form.form button.button-primary").last.click()
    expect(page.get_by_text("Đang hiệu lực").first).to_be_visible()


def test_from_prospect_to_renewal(world):
    source = note_and_take_up(world)
    assert world.figures(2023) == dict.fromkeys((key.partition(".")[2] for key in KEYS), 0)
    register(world, "officer", source, "approver")
    climb(world, source, "bloc", "approver")
    climb(world, source, "province", "office")
    assert world.figures(2023) == {
        "registered": 1, "identified": 1, "replicated": 0, "copies": 0, "standing": 1,
    }  # fmt: skip

    live = take_up(world, source, "outsider", "xa_binh_approver")
    failed = take_up(world, source, "xa_an", "xa_an_approver")
    assert world.figures(2023)["copies"] == 2
    page = world.of("xa_an")
    page.goto(f"{source.get_absolute_url()}nhan-rong/{failed.pk}/khong-thanh-cong/")
    page.get_by_label("Lý do").fill("Bản ở xa, không đủ hộ tham gia.")
    page.locator("form.form button.button-primary, form.form button.button-danger").last.click()
    page.wait_for_load_state()
    assert Replication.objects.get(pk=failed.pk).end_reason == "Bản ở xa, không đủ hộ tham gia."
    assert world.figures(2023) == {
        "registered": 3, "identified": 3, "replicated": 1, "copies": 1, "standing": 1,
    }  # fmt: skip
    assert Replication.objects.adopted(date(2023, 12, 31)).get() == live

    world.leap(datetime(2026, 2, 2, 9, 0))
    assert world.figures(2026)["standing"] == 0
    for fact in Recognition.objects.all():
        renew(world, fact, "approver" if fact.tier == "bloc" else "office")
    assert world.figures(2026)["standing"] == 1
