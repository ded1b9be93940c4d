"""Appraisals of the bloc of Sơn La that wait: some since 2023, some of this year, and those before the council now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from lantoa.councils.models import Council
from lantoa.councils.services import assign_balanced, open_scoring, plan_sitting
from lantoa.demo.accounts import demo_person
from lantoa.demo.days import past
from lantoa.demo.names import build_generator
from lantoa.demo.son_la_appraisal import SCORERS, STRONG, proposer, score
from lantoa.demo.tables import document
from lantoa.initiatives.enums import State, Tier
from lantoa.initiatives.models import Initiative
from lantoa.recognition.models import Candidacy
from lantoa.recognition.services.recognising import appraise, propose

SINCE_2023 = ("sl-dien-luc", "sl-phu-nu")
"""Recognised by the bloc and put forward to the province in 2023; nobody has answered."""
AT_THE_BLOC, BROUGHT = 9, 3
"""Files of 2026 put forward to the bloc; the last ones are before its council."""
SITTING = "2026-11-12"


def load(council: Council, full: Sequence[Initiative], news: Sequence[Initiative]) -> None:
    told = document("son_la_appraisal.json")
    statement = told["statements"]["waiting"]
    for initiative in full:
        if initiative.unit.code in SINCE_2023:
            _put_forward(initiative, Tier.PROVINCE, statement, date(2023, 10, 16))
    old = Initiative.objects.filter(state=State.ACCEPTED, unit__in={row.unit for row in news})
    for initiative in old.filter(accepted_on__year=2023, candidacies=None).order_by("accepted_on", "pk")[:3]:
        _put_forward(initiative, Tier.BLOC, statement, date(2023, 11, 30))
    ready = sorted(news, key=lambda row: (row.accepted_on, row.pk))[:AT_THE_BLOC]
    for place, initiative in enumerate(ready[:-BROUGHT]):
        day = past((date(2026, 5, 18) + timedelta(days=20 * place)).isoformat())
        _put_forward(initiative, Tier.BLOC, statement, max(day, initiative.accepted_on))
    recent = max(past(SITTING) - timedelta(days=10), date(2026, 1, 1))
    day = min(recent, timezone.localdate())
    brought = [_put_forward(row, Tier.BLOC, statement, max(day, row.accepted_on)) for row in ready[-BROUGHT:]]
    _before_the_council(council, brought, told["reasons"])


def _put_forward(initiative: Initiative, tier: str, statement: str, on: date) -> Candidacy:
    return propose(initiative, tier=tier, statement=statement, by=proposer(initiative), on=on)


def _before_the_council(council: Council, brought: Sequence[Candidacy], reasons: dict) -> None:
    """A sitting whose members are scoring: about half of the scores are in."""
    approver, held_on, rng = (
        demo_person("sl-bloc-approver"),
        date.fromisoformat(SITTING),
        build_generator("son-la sitting"),
    )
    sitting = plan_sitting(
        council,
        title="Thẩm định mô hình đợt 2 năm 2026",
        held_on=held_on,
        place="Phòng họp Đảng ủy Khối",
        by=approver,
        on=held_on,
    )
    for candidacy in brought:
        appraise(candidacy, sitting=sitting, by=approver)
    given = assign_balanced(sitting, per_item=SCORERS, by=approver, on=held_on)
    open_scoring(sitting, by=approver, on=held_on)
    for appraisal in given[::2]:
        score(appraisal, STRONG, reasons, rng, on=held_on)
