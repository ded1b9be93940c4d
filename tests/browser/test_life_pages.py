"""The pages of an initiative's life in both themes and on both screens: axe finds nothing, nothing scrolls sideways."""

from __future__ import annotations

import pytest

from lantoa.councils.models import Sitting
from lantoa.councils.services import assign, open_scoring
from lantoa.recognition.services.recognising import appraise
from lantoa.watch.services.alerts import run_alerts
from tests.browser.conftest import findings, is_too_wide
from tests.browser.test_pages import LONG
from tests.cast import accept_initiative
from tests.councils.sitting_cast import make_sitting, seat_member
from tests.movement.steering import assign_task, committee
from tests.plans.plans import add_plan, add_prospect, write_report
from tests.spreading.spread_cast import make_copy, make_handbook, make_proven, programme_of, taken_up
from tests.watch.climbing import propose_initiative, recognise_initiative

PLAIN = (
    "/trien-vong/",
    "/trien-vong/moi/",
    "/cong-nhan/",
    "/cong-nhan/?danh-sach=het-hieu-luc",
    "/cong-nhan/ben-vung/",
    "/theo-doi/",
    "/theo-doi/tat-ca/",
    "/theo-doi/don-vi/",
    "/ban-tin/",
    "/nhan-rong/goi-y/",
    "/nhan-rong/chuong-trinh/",
    "/nhan-rong/chuong-trinh/moi/",
    "/so-tay/",
    "/hoi-dong/",
    "/hoi-dong/moi/",
    "/hoi-dong/tieu-chi/",
    "/hoi-dong/tieu-chi/moi/",
    "/cham-diem/",
    "/ban-chi-dao/",
    "/ban-chi-dao/moi/",
    "/ban-chi-dao/con-thieu/",
    "/van-ban/",
    "/van-ban/moi/",
    "/nhiem-vu/",
)
PARTS = ("", "ke-hoach/", "ke-hoach/sua/", "tien-do/moi/", "minh-chung/", "minh-chung/gui/", "cong-nhan/", "theo-doi/",
         "theo-doi/ghi/", "nhan-rong/", "so-tay/", "so-tay/sua/")  # fmt: skip


def make_scored(cast) -> Sitting:
    """A sitting that is being scored, with a dossier of the bloc's own unit given to a member."""
    sitting = make_sitting(cast, items=0)
    held = appraise(
        propose_initiative(cast, initiative=accept_initiative(cast, name=LONG)), sitting=sitting, by=cast.bloc_officer
    )
    assign(held.item, member=seat_member(sitting.council, cast, "m1"), by=cast.bloc_officer)
    return open_scoring(sitting, by=cast.bloc_officer)


@pytest.fixture
def addresses(cast) -> list[str]:
    prospect, source = add_prospect(cast), make_proven(cast, name=f"{LONG}: mô hình một cửa thân thiện")
    plan = add_plan(source, cast.officer)
    report = write_report(source, cast.officer, value=20)
    lapsed = recognise_initiative(cast, initiative=accept_initiative(cast, name="Đường hoa"))
    make_copy(cast, source, "xa-an")
    taken_up(cast, source, "xa-binh")
    make_handbook(cast, source)
    sitting = make_scored(cast)
    programme = programme_of(cast, source, "xa-an", "xa-binh", "khoi")
    steering, task = committee(cast), assign_task(cast)[0]
    run_alerts()
    item = sitting.items.get()
    return [
        *PLAIN,
        *(f"{source.get_absolute_url()}{part}" for part in PARTS),
        f"{lapsed.initiative.get_absolute_url()}cong-nhan/",
        f"/cong-nhan/{lapsed.pk}/cong-nhan-lai/",
        prospect.get_absolute_url(),
        f"{prospect.get_absolute_url()}danh-gia/",
        *(
            row.get_absolute_url()
            for row in (plan.milestones.first(), report, programme, steering, task, task.directive)
        ),
        f"/ban-chi-dao/{steering.pk}/kien-toan/",
        f"/van-ban/{task.directive_id}/giao/",
        f"/van-ban/{task.directive_id}/sua/",
        sitting.council.get_absolute_url(),
        *(f"/phien-hop/{sitting.pk}/{part}" for part in ("", "sua/", "diem-danh/", "phan-cong/", f"ho-so/{item.pk}/")),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("screen", "scheme"), [("phone", "dark"), ("desktop", "light")])
def test_no_page_of_the_life_has_a_finding_or_is_too_wide(site, addresses, screen, scheme):
    window = site.signed_in("second_office", screen, scheme)
    faults = {}
    for address in addresses:
        answer = window.goto(address)
        found = findings(window) + (["scrolls sideways"] if is_too_wide(window) else [])
        if found or answer.status != 200:
            faults[address] = [answer.status, *found]

    assert faults == {}
