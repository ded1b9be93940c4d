"""From a phrase to an unsaved registration, and the facts that follow it: what the provinces' loads have in common."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from lantoa.demo.phrases import Phrase
from lantoa.evidence.services import accept_evidence, add_evidence
from lantoa.initiatives.models import Initiative
from lantoa.movement.enums import CampaignKind
from lantoa.movement.models import Campaign, Sector
from lantoa.movement.services import launch_campaign
from lantoa.recognition.services.loading import NewInitiative
from lantoa.units.models import Person, Unit


def national_sectors() -> dict[str, Sector]:
    return {sector.code: sector for sector in Sector.objects.filter(unit__isnull=True)}


def launch_years(root: Unit, years: range, *, phase: str = "", directive_no: str = "") -> dict[int, Campaign]:
    """One campaign a year at the root, within a phase when one is named."""
    whole = None
    if phase:
        whole = launch_campaign(
            name=phase,
            kind=CampaignKind.PHASE,
            unit=root,
            valid_from=date(years[0], 1, 1),
            valid_to=date(years[-1], 12, 31),
            directive_no=directive_no,
            by=None,
        )
    return {
        year: launch_campaign(
            name=f"Năm {year}",
            kind=CampaignKind.YEAR,
            unit=root,
            phase=whole,
            valid_from=date(year, 1, 1),
            valid_to=date(year, 12, 31),
            directive_no=directive_no,
            by=None,
        )
        for year in years
    }


def registration(
    unit: Unit, phrase: Phrase, *, day: date, campaigns: dict[int, Campaign], **values: Any
) -> NewInitiative:
    """An unsaved registration with the pattern's one line of content. `values`: further fields."""
    fields = {
        "unit": unit,
        "name": phrase.name,
        "kind": phrase.pattern.kind,
        "content": phrase.pattern.content,
        "registered_on": day,
        "campaign": campaigns.get(day.year),
    }
    return NewInitiative(Initiative(**fields | values))


def prove(initiative: Initiative, caption: str, reference: str, *, days: int, by: Person, accepted_by: Person) -> None:
    """A piece of evidence `days` after the registration, accepted two weeks later by a second person."""
    dated = initiative.registered_on + timedelta(days=days)
    evidence = add_evidence(initiative, caption=caption, reference=reference, dated_on=dated, by=by)
    accept_evidence(evidence, by=accepted_by, on=dated + timedelta(days=14))


def some(rng: Random, share: float) -> bool:
    """True for that share of the asked."""
    return rng.random() < share
