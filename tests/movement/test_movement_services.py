"""Sectors, campaigns, themes: who lays them down, and what is refused."""

from datetime import date

import pytest

from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.movement.enums import CampaignKind
from lantoa.movement.models import Campaign, Sector, Theme
from lantoa.movement.queries import issuing_units, phases, sector_groups
from lantoa.movement.services import add_sector, add_theme, ensure_national_sectors, launch_campaign

START, END = date(2021, 1, 1), date(2025, 12, 31)


def sector(cast, by: str = "office", unit: str = "lt", **more) -> Sector:
    values = {"code": "nong-thon-moi", "name": "Nông thôn mới", "national": "economy", "valid_from": START}
    return add_sector(unit=cast.unit(unit), by=cast.people[by], **values | more)


def phase(cast, **more) -> Campaign:
    values = {"name": "Giai đoạn 2021–2025", "kind": CampaignKind.PHASE, "by": cast.office}
    return launch_campaign(**values | {"valid_from": START, "valid_to": END} | more)


def year(cast, number: int, **more) -> Campaign:
    dates = {"valid_from": date(number, 1, 1), "valid_to": date(number, 12, 31)}
    return launch_campaign(**{"name": f"Năm {number}", "kind": CampaignKind.YEAR, "by": cast.office} | dates | more)


def test_the_four_national_sectors_are_there_once(cast):
    assert ensure_national_sectors() == 0
    assert Sector.objects.filter(unit__isnull=True).count() == 4


def test_a_sector_of_the_province_serves_all_below_it(cast):
    own = sector(cast)

    assert own in Sector.objects.serving(cast.unit("cb11"))
    assert own in Sector.objects.visible_to(cast.officer)


def test_a_sector_of_a_bloc_is_nothing_to_a_commune(cast):
    own = sector(cast, by="bloc_office", unit="khoi")

    assert own not in Sector.objects.serving(cast.unit("xa-an"))
    assert own not in Sector.objects.visible_to(cast.outsider)


@pytest.mark.parametrize(("by", "unit"), [("bloc_office", "lt"), ("bloc_office", "xa-an"), ("officer", "db1")])
def test_a_sector_is_laid_down_by_the_office_of_the_unit(cast, by, unit):
    with pytest.raises(Refused, match="Chỉ văn phòng quản trị"):
        sector(cast, by=by, unit=unit)


def test_a_sector_of_the_same_code_is_refused(cast):
    sector(cast)

    with pytest.raises(Refused, match="hãy chọn mã khác"):
        sector(cast, name="Tên khác")


def test_groups_hold_the_own_sectors_of_the_day(cast):
    sector(cast, valid_to=date(2023, 12, 31))
    held = {on.year: [len(group.own) for group in sector_groups(cast.officer, on)] for on in (END, date(2023, 1, 1))}

    assert held == {2025: [0, 0, 0, 0], 2023: [1, 0, 0, 0]}


def test_a_year_lies_within_its_phase(cast):
    with pytest.raises(Refused, match="phải nằm trong giai đoạn"):
        year(cast, 2026, phase=phase(cast))


def test_a_phase_within_a_phase_is_refused(cast):
    with pytest.raises(Refused, match="phải nằm trong giai đoạn"):
        phase(cast, name="Giai đoạn con", phase=phase(cast))


def test_a_campaign_ends_after_it_begins(cast):
    with pytest.raises(Refused, match="Ngày kết thúc"):
        phase(cast, valid_to=date(2020, 1, 1))


def test_a_campaign_of_the_same_name_is_refused(cast):
    phase(cast)

    with pytest.raises(Refused, match="hãy đặt tên khác"):
        phase(cast)


def test_a_campaign_for_everybody_is_launched_by_the_province_office(cast):
    with pytest.raises(Refused, match="Chỉ văn phòng tỉnh"):
        phase(cast, by=cast.bloc_office)


def test_phases_hold_their_years_and_the_rest_comes_last(cast):
    whole = phase(cast)
    inside, alone = year(cast, 2023, phase=whole), year(cast, 2019)

    assert [(p.campaign, p.years) for p in phases(cast.officer)] == [(whole, [inside]), (None, [alone])]


def test_themes_that_differ_in_accents_and_case_are_one(cast):
    theme = add_theme(name="Chuyển đổi số")

    assert add_theme(name="chuyen doi so") == theme
    assert [(event.verb, event.after) for event in Event.objects.about(theme)] == [
        ("add_theme", {"name": "Chuyển đổi số"})
    ]
    assert Theme.objects.count() == 1


@pytest.mark.parametrize(
    ("part", "codes"), [("office", ["lt"]), ("bloc_office", ["khoi"]), ("officer", []), ("auditor", [])]
)
def test_offices_speak_for_their_own_units(cast, part, codes):
    assert [unit.code for unit in issuing_units(cast.people[part])] == codes
