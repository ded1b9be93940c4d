"""How eleven initiatives of the bloc were recognised, five of them by the province too, and three were not: put forward,
judged by a council, decided; and what became of the recognitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from random import Random

from lantoa.councils.enums import CouncilRole, Verdict
from lantoa.councils.models import Council, CriteriaSet, Member, Sitting
from lantoa.councils.queries.rosters import roster
from lantoa.councils.services import (
    AttendanceMark,
    GivenScore,
    NewCriterion,
    add_member,
    assign_balanced,
    close_scoring,
    conclude,
    create_council,
    make_criteria_set,
    open_scoring,
    plan_sitting,
    record_attendance,
    set_verdict,
    submit_scores,
)
from lantoa.demo.accounts import demo_person
from lantoa.demo.days import has_come
from lantoa.demo.names import build_generator
from lantoa.demo.tables import document
from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models import Initiative
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.services.recognising import appraise, decline, mark_outstanding, propose, recognise
from lantoa.recognition.services.renewing import renew, retire, revoke
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Person, Unit

SCORERS = 3  # of each dossier
WEAK, FAIR, STRONG = (8, 11), (14, 16), (16, 20)  # halves of a point, of 20
CHANGES = {"renew": renew, "revoke": revoke, "retire": retire}


def load(root: Unit, rows: Sequence[dict], initiatives: Sequence[Initiative]) -> Council:
    """Take the files told in full through the councils of 2022 and 2023. Answers the council that sits today."""
    told, rng = document("son_la_appraisal.json"), build_generator("son-la appraisal")
    criteria = _criteria(root, told["criteria_set"])
    council, *later = [_council(root, row) for row in told["councils"]]
    for row in told["sittings"]:
        sitting = _plan_sitting(council, row, criteria)
        brought = [
            _put_forward(initiative, Tier.BLOC, told["statements"]["won"], row["proposed_on"])
            for file, initiative in zip(rows, initiatives, strict=True)
            if _belongs(file, row)
        ]
        _judge(sitting, brought, row, told, rng)
    _province(rows, initiatives, told["statements"]["province"])
    _recheck(told["rechecks"], initiatives)
    return later[0]


def _belongs(file: Mapping, sitting: Mapping) -> bool:
    """Whether the file was decided after the sitting; those that were not recognised went to the last one."""
    numbers = {number for tier, _, number in file["recognised"] if tier == Tier.BLOC}
    return sitting["decision_no"] in (numbers or {"455-QĐ/ĐUK"})


def _criteria(root: Unit, name: str) -> CriteriaSet:
    """The rulebook's example: no province's own rule."""
    since = date(2021, 11, 1)
    rows = rule_value("councils.example_criteria", since).values()
    criteria = [NewCriterion(row["criterion"], Decimal(str(row["weight"])), guidance=row["guidance"]) for row in rows]
    by = demo_person("sl-bloc-approver")
    return make_criteria_set(unit=root, name=name, criteria=criteria, valid_from=since, by=by)


def _council(root: Unit, row: Mapping) -> Council:
    by = demo_person("sl-bloc-approver")
    council = create_council(
        unit=root,
        name=row["name"],
        tier=Tier.BLOC,
        decision_no=row["decision_no"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        by=by,
    )
    for username, role, first, last in row["members"]:
        add_member(council, person=demo_person(username), role=role, valid_from=_day(first), valid_to=_day(last), by=by)
    return council


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plan_sitting(council: Council, row: Mapping, criteria: CriteriaSet) -> Sitting:
    return plan_sitting(
        council,
        title=row["title"],
        held_on=date.fromisoformat(row["held_on"]),
        place="Phòng họp Đảng ủy Khối",
        criteria=criteria,
        by=demo_person("sl-bloc-approver"),
    )


def proposer(initiative: Initiative) -> Person:
    """The officer of the base organisation where the demonstration has one, else of the bloc."""
    return demo_person("sl-base-officer" if initiative.unit.code == "sl-nnptnt" else "sl-bloc-officer")


def _put_forward(initiative: Initiative, tier: str, statement: str, on: str) -> Candidacy:
    return propose(initiative, tier=tier, statement=statement, by=proposer(initiative), on=date.fromisoformat(on))


def _judge(sitting: Sitting, brought: Sequence[Candidacy], row: Mapping, told: Mapping, rng: Random) -> None:
    """The whole sitting: agenda, assignments, scores, attendance, verdicts, end; then the decisions of the bloc."""
    approver, chair, held_on = demo_person("sl-bloc-approver"), demo_person("sl-bloc-chair"), sitting.held_on
    brought = [appraise(candidacy, sitting=sitting, by=approver) for candidacy in brought]
    given = assign_balanced(sitting, per_item=SCORERS, by=approver, on=held_on)
    sitting = open_scoring(sitting, by=approver, on=held_on)
    lost = {candidacy.item_id for candidacy in brought if candidacy.initiative.unit.code in told["declined"]}
    for place, appraisal in enumerate(given):
        level = WEAK if appraisal.item_id in lost else FAIR if place % 7 == 0 else STRONG
        score(appraisal, level, told["reasons"], rng, on=held_on)
    sitting = close_scoring(sitting, by=approver, on=held_on)
    marks = [_mark(member, row["absent"]) for member in roster(sitting)]
    record_attendance(sitting, marks=marks, by=approver, on=held_on)
    for candidacy in brought:
        reason = told["declined"].get(candidacy.initiative.unit.code, "")
        verdict = Verdict.NOT_RECOMMENDED if reason else Verdict.RECOMMENDED
        set_verdict(candidacy.item, verdict=verdict, reason=reason, by=chair, on=held_on)
    conclude(sitting, by=chair, minutes_no=row["minutes_no"], on=held_on)
    decided_on = date.fromisoformat(row["decided_on"])
    for candidacy in brought:
        if reason := told["declined"].get(candidacy.initiative.unit.code):
            decline(candidacy, reason=reason, by=approver, on=decided_on)
        else:
            recognise(candidacy, decision_no=row["decision_no"], by=approver, on=decided_on)


def score(appraisal, level: tuple[int, int], reasons: Mapping[str, str], rng: Random, *, on: date) -> None:
    """A member hands in all scores of a dossier; a low one says why, as the rule asks."""
    scores = {}
    for criterion in appraisal.item.criteria.criteria.order_by("position"):
        value = Decimal(rng.randint(*level)) / 2
        reason = reasons["weak"] if level == WEAK else reasons["doubtful"] if level == FAIR else reasons["strong"]
        scores[criterion.pk] = GivenScore(value, reason if value < 6 or rng.random() < 0.4 else "")
    submit_scores(appraisal, scores=scores, by=appraisal.member.person, on=on)


def _mark(member: Member, absent: str) -> AttendanceMark:
    is_absent = member.person.username == absent and member.role != CouncilRole.CHAIR
    return AttendanceMark(member, is_present=not is_absent, note="Đi công tác" if is_absent else "")


def _province(rows: Sequence[dict], initiatives: Sequence[Initiative], statement: str) -> None:
    """The province decides above the tree: its decisions are noted at the top of it, by the office."""
    office = demo_person("office")
    for row, initiative in zip(rows, initiatives, strict=True):
        for tier, on, number in row["recognised"]:
            if tier == Tier.PROVINCE:
                day = date.fromisoformat(on)
                candidacy = _put_forward(initiative, tier, statement, f"{day.year}-09-08")
                held = recognise(candidacy, decision_no=number, by=office, on=day)
                if initiative.unit.code == "sl-nnptnt":
                    mark_outstanding(held, by=office, on=day)


def _recheck(rows: Sequence, initiatives: Sequence[Initiative]) -> None:
    """What became of the recognitions afterwards; those not named here were never looked at again."""
    by_unit = {initiative.unit.code: initiative for initiative in initiatives}
    approver = demo_person("sl-bloc-approver")
    for unit, tier, change, on, text in rows:
        if not has_come(on):
            continue
        recognition = Recognition.objects.get(initiative=by_unit[unit], tier=tier)
        words = {"findings" if change == "renew" else "reason": text}
        CHANGES[change](recognition, by=approver, on=date.fromisoformat(on), **words)
