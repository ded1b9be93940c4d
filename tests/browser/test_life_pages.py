"""The pages of an initiative's life in both themes and on both screens: axe finds nothing, nothing scrolls sideways."""

from __future__ import annotations

import pytest

from lantoa.councils.models import Sitting
from lantoa.councils.services import assign, open_scoring
from lantoa.recognition.services.recognising import appraise
from lantoa.watch.services.alerts import run_alerts
from tests.browser.conftest import findings, is_too_wide
from tests.browser.test_pages import LONG
from tests.cast import accepted
from tests.councils.sitting_cast import make_sitting, seat
from tests.movement.steering import assigned, committee
from tests.plans.plans import noted, planned, written
from tests.spreading.spread_cast import copied, programme_of, proven, taken_up, told
from tests.watch.climbing import proposed, recognised

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


def scored(cast) -> Sitting:
    """A sitting that is being scored, with a dossier of the bloc's own unit given to a member."""
    sitting = make_sitting(cast, items=0)
    held = appraise(proposed(cast, initiative=accepted(cast, name=LONG)), sitting=sitting, by=cast.bloc_officer)
    assign(held.item, member=seat(sitting.council, cast, "m1"), by=cast.bloc_officer)
    return open_scoring(sitting, by=cast.bloc_officer)


@pytest.fixture
def addresses(cast) -> list[str]:
    prospect, source = noted(cast), proven(cast, name=f"{LONG}: mô hình một cửa thân thiện")
    plan = planned(source, cast.officer)
    report = written(source, cast.officer, value=20)
    lapsed = recognised(cast, initiative=accepted(cast, name="Đường hoa"))
    copied(cast, source, "xa-an")
    taken_up(cast, source, "xa-binh")
    told(cast, source)
    sitting = scored(cast)
    programme = programme_of(cast, source, "xa-an", "xa-binh", "khoi")
    steering, task = committee(cast), assigned(cast)[0]
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
