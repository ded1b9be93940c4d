"""What gathers around an accepted registration: plan, progress reports, evidence, visits."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from lantoa.demo.generate.scale import Desk, Workshop, later
from lantoa.evidence.models import Evidence
from lantoa.initiatives.models import Initiative
from lantoa.kit.numbers import format_date
from lantoa.kit.text import label_key
from lantoa.plans.enums import Direction, ProgressState
from lantoa.plans.models import Measurement, Milestone, Plan, PlanIndicator, ProgressReport
from lantoa.plans.workflow import PROGRESS
from lantoa.watch.enums import InspectionKind
from lantoa.watch.models import Inspection

PLANNED, PROVEN, VISITED = 0.6, 0.7, 0.35
PERIOD = timedelta(days=150)
REPORTS = 2


class Satellites:
    def __init__(self, shop: Workshop) -> None:
        self._shop, self._dice = shop, shop.dice("satellites")
        self._keys = {name: label_key(name) for name, _ in shop.words["indicators"]}
        self._labels = {state: {"state": ProgressState(state).label} for state in ProgressState.values}

    def add(self, row: Initiative, desk: Desk) -> None:
        dice = self._dice
        plan = None
        if dice.random() < PLANNED:
            plan = self._add_plan(row, desk)
        if dice.random() < PROVEN:
            for _ in range(dice.randint(1, 2)):
                self._add_evidence(row, desk)
        if dice.random() < VISITED:
            self._add_visit(row, desk)
        if plan is not None:
            self._add_reports(row, desk, *plan)

    def _add_plan(self, row: Initiative, desk: Desk) -> tuple[Plan, list[PlanIndicator]] | None:
        dice, shop = self._dice, self._shop
        made = later(row.accepted_on, dice, 2, 30)
        if not shop.past(made):
            return None
        plan = shop.writer.add(
            Plan(initiative_id=row.pk, starts_on=made, ends_on=later(made, dice, 180, 720), made_on=made)
        )
        shop.history.note(row, "make_plan", made, desk.officer, {"note": "Lập kế hoạch theo mốc"})
        length = (plan.ends_on - made).days
        for place in range(3):
            self._add_milestone(row, desk, plan, place, made + timedelta(days=length * (place + 1) // 3))
        names = dice.sample(shop.words["indicators"], dice.randint(1, 2))
        return plan, [self._add_indicator(plan, place, *parts) for place, parts in enumerate(names)]

    def _add_milestone(self, row: Initiative, desk: Desk, plan: Plan, place: int, due: date) -> None:
        dice, names = self._dice, self._shop.words["milestones"]
        mark = Milestone(
            plan_id=plan.pk,
            position=place + 1,
            name=names[min(place * 2, len(names) - 1)],
            owner=row.responsible,
            due_on=due,
        )
        done = max(later(due, dice, -20, 25), plan.made_on)
        if dice.random() < 0.85 and self._shop.past(done):
            mark.done_on, mark.done_note, mark.done_by_id = done, "Đã làm xong.", desk.officer.pk
            after = {"milestone": mark.name, "done_on": done.isoformat(), "note": f"{mark.name}: {mark.done_note}"}
            self._shop.history.note(row, "complete_milestone", done, desk.officer, after)
        self._shop.writer.add(mark)

    def _add_indicator(self, plan: Plan, place: int, name: str, measure: str) -> PlanIndicator:
        baseline = self._dice.randrange(5, 60)
        return self._shop.writer.add(
            PlanIndicator(
                plan_id=plan.pk,
                position=place + 1,
                name=name,
                key=self._keys[name],
                measure=measure,
                baseline=Decimal(baseline),
                target=Decimal(baseline + self._dice.randrange(5, 60)),
                direction=Direction.UP.value,
            )
        )

    def _add_reports(self, row: Initiative, desk: Desk, plan: Plan, indicators: list[PlanIndicator]) -> None:
        """One for each period that is over, the first ones only; none overlaps another."""
        start = plan.starts_on
        for nth in range(REPORTS):
            end = start + PERIOD - timedelta(days=1)
            handed_in = later(end, self._dice, 1, 10)
            if not self._shop.past(handed_in) or self._dice.random() < 0.3:
                return
            self._add_report(row, desk, (start, end, handed_in))
            for indicator in indicators:
                step = (indicator.target - indicator.baseline) * (nth + 1) * self._dice.randrange(30, 70) // 100
                value = indicator.baseline + step
                self._shop.writer.add(Measurement(report_id=self._report.pk, indicator_id=indicator.pk, value=value))
            start = end + timedelta(days=1)

    def _add_report(self, row: Initiative, desk: Desk, days: tuple[date, date, date]) -> None:
        dice, words, note = self._dice, self._shop.words, self._shop.history.note
        start, end, handed_in = days
        report = ProgressReport(
            initiative_id=row.pk,
            period_from=start,
            period_to=end,
            done=dice.choice(words["done"]),
            difficulties=dice.choice(words["difficulties"]),
            written_by_id=desk.officer.pk,
            submitted_by_id=desk.officer.pk,
            submitted_on=handed_in,
        )
        self._report = self._shop.writer.add(report)
        accepted, period = later(handed_in, dice, 3, 30), f"Kỳ {format_date(start)} – {format_date(end)}"
        moves = [("submit_progress", handed_in, desk.officer)]
        if self._shop.past(accepted):
            report.accepted_on = accepted
            moves.append(("accept_progress", accepted, desk.approver))
        for name, day, person in moves:
            before, after = PROGRESS.apply(report, name)
            note(report, name, day, person, self._labels[after], self._labels[before])
            note(row, name, day, person, {"report": report.pk, "note": period})

    def _add_evidence(self, row: Initiative, desk: Desk) -> None:
        dice, words, note = self._dice, self._shop.words, self._shop.history.note
        dated = later(row.accepted_on, dice, 20, 400)
        if not self._shop.past(dated):
            return
        caption = dice.choice(words["evidence"])
        piece = Evidence(
            initiative_id=row.pk,
            caption=caption,
            reference=f"{dice.randrange(1, 400)}/BB-{dated.year}",
            dated_on=dated,
            added_by_id=desk.officer.pk,
        )
        told = {"caption": caption, "reference": piece.reference, "dated_on": dated.isoformat()}
        note(row, "add_evidence", dated, desk.officer, told)
        decided, roll = later(dated, dice, 3, 40), dice.random()
        if self._shop.past(decided) and roll > 0.02:
            if roll > 0.96:
                piece.rejected_on, piece.rejected_by_id = decided, desk.approver.pk
                piece.rejection = "Không rõ số liệu; đề nghị gửi lại."
                told = {"caption": caption, "rejected_on": decided.isoformat()}
                note(row, "reject_evidence", decided, desk.approver, told, reason=piece.rejection)
            else:
                piece.accepted_on, piece.accepted_by_id = decided, desk.approver.pk
                told = {"caption": caption, "accepted_on": decided.isoformat()}
                note(row, "accept_evidence", decided, desk.approver, told)
        self._shop.writer.add(piece)

    def _add_visit(self, row: Initiative, desk: Desk) -> None:
        dice = self._dice
        day = later(row.accepted_on, dice, 30, 500)
        if not self._shop.past(day):
            return
        findings = dice.choice(self._shop.words["findings"])
        self._shop.writer.add(
            Inspection(
                initiative_id=row.pk,
                kind=dice.choice(InspectionKind.values),
                held_on=day,
                by_unit_id=desk.top.pk,
                people=desk.officer.full_name,
                findings=findings,
                recorded_by_id=desk.officer.pk,
            )
        )
        self._shop.history.note(row, "record_inspection", day, desk.officer, {"note": findings})
