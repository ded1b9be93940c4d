"""Services about sectors, campaigns and themes."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction

from lantoa.kit import audit
from lantoa.kit.ruling import Refused
from lantoa.kit.text import label_key
from lantoa.movement.enums import PEER, THE_FOUR, CampaignKind, NationalSector
from lantoa.movement.models import Campaign, Sector, Theme
from lantoa.units.models import Person, Unit
from lantoa.units.rules import may_change_tree, may_everywhere

SINCE = date(2009, 2, 26)  # Plan 70-KH/BDVTW launched the movement


class NewSector(NamedTuple):
    """An own sector that is to be laid down, as `add_sector` takes it."""

    unit: Unit
    code: str
    name: str
    national: str
    valid_from: date


@transaction.atomic
def ensure_national_sectors() -> int:
    """Add the four national sectors where they are missing. Returns how many were added."""
    held = set(Sector.objects.filter(unit__isnull=True).values_list("code", flat=True))
    missing = [sector for sector in THE_FOUR if sector.value not in held]
    for sector in missing:
        Sector.objects.create(code=sector.value, name=sector.label, national=sector.value, valid_from=SINCE)
    return len(missing)


@transaction.atomic
def add_sector(
    *,
    unit: Unit,
    code: str,
    name: str,
    national: str,
    valid_from: date,
    by: Person | None,
    valid_to: date | None = None,
) -> Sector:
    """A unit's own sector, for itself and all below it, rolling up to a national one, or beside them (`NationalSector.OTHER`)."""
    if by is not None:
        may_change_tree(by, unit).require()
    if code in NationalSector.values:
        raise Refused(f"Mã “{code}” là mã của lĩnh vực toàn quốc; hãy chọn mã khác.")
    if Sector.objects.filter(unit=unit, code=code, valid_from=valid_from).exists():
        raise Refused(f"Lĩnh vực mã “{code}” đã có; hãy chọn mã khác.")
    sector = Sector.objects.create(
        unit=unit, code=code, name=name, national=national, valid_from=valid_from, valid_to=valid_to
    )
    national = PEER if sector.is_peer else sector.get_national_display()
    audit.record(sector, "add_sector", by=by, after={"code": code, "name": name, "national": national})
    return sector


@transaction.atomic
def launch_campaign(
    *,
    name: str,
    kind: str,
    valid_from: date,
    valid_to: date,
    by: Person | None,
    unit: Unit | None = None,
    phase: Campaign | None = None,
    directive_no: str = "",
) -> Campaign:
    """Launch a phase or a year. A year inside a phase must lie within its dates."""
    if by is not None:
        (may_everywhere(by) if unit is None else may_change_tree(by, unit)).require()
    if valid_to < valid_from:
        raise Refused("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
    if phase and not (kind == CampaignKind.YEAR and phase.valid_from <= valid_from and valid_to <= phase.valid_to):
        raise Refused(
            f"Đợt năm phải nằm trong giai đoạn “{phase.name}” ({phase.valid_from:%d/%m/%Y} – {phase.valid_to:%d/%m/%Y})."
        )
    if Campaign.objects.filter(unit=unit, name=name).exists():
        raise Refused(f"Đợt “{name}” đã có; hãy đặt tên khác.")
    campaign = Campaign.objects.create(
        name=name,
        kind=kind,
        unit=unit,
        phase=phase,
        valid_from=valid_from,
        valid_to=valid_to,
        directive_no=directive_no,
    )
    audit.record(campaign, "launch_campaign", by=by, after={"name": name, "from": valid_from, "to": valid_to})
    return campaign


@transaction.atomic
def add_theme(*, name: str, by: Person | None = None) -> Theme:
    """The theme of this name, made if it is new; spelling variants in case and accents are one theme. `by`: None for a load."""
    theme = Theme.objects.filter(key=label_key(name)).first()
    if theme is None:
        theme = Theme.objects.create(name=name)
        audit.record(theme, "add_theme", by=by, after={"name": theme.name})
    return theme
