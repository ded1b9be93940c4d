"""The climb by tiers with its decisions and re-checks, and copies elsewhere of what was recognised."""

from __future__ import annotations

from datetime import date, timedelta

from lantoa.demo.generate.scale import Desk, Province, Workshop, later
from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models import Initiative, Replication
from lantoa.recognition.enums import CandidacyState, Ending
from lantoa.recognition.models import Candidacy, Recognition, Renewal
from lantoa.recognition.services.windows import keep_window, window_from
from lantoa.recognition.workflow import CANDIDACY
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Person, Unit

PROPOSED, CLIMBS, COPIED = 0.18, 0.3, 0.05
"""Shares: put forward at the lowest tier; of the recognised, those put forward one tier higher; registrations that copy one."""
SOURCES = 400
"""Of each province so many recognised initiatives, the latest, are there to be copied."""


class Recognitions:
    def __init__(self, shop: Workshop) -> None:
        self._shop, self._dice = shop, shop.dice("recognitions")
        self._windows: dict[date, tuple[date | None, date | None]] = {}
        self._days = rule_value("recognition.appraisal_days", shop.scale.on)
        self._sources: dict[int, list[Initiative]] = {}

    def add(self, row: Initiative, desk: Desk, province: Province) -> None:
        """Let the initiative climb as far as it comes."""
        dice, day = self._dice, later(row.accepted_on, self._dice, 60, 300)
        if dice.random() >= PROPOSED:
            return
        own = Tier.BLOC if desk.top == province.bloc else Tier.COMMUNE
        for tier, unit in ((Tier.BASE, desk.unit), (own, desk.top), (Tier.PROVINCE, province.root)):
            decided = self._propose(row, desk, tier, unit, day, province)
            if decided is None or dice.random() >= CLIMBS:
                return
            day = later(decided, dice, 60, 250)

    def add_copy(self, row: Initiative, desk: Desk, province: Province) -> None:
        """Some registrations take up what another unit was recognised for."""
        sources = self._sources.get(province.number)
        if not sources or self._dice.random() >= COPIED:
            return
        source = self._dice.choice(sources)
        if source.unit_id == row.unit_id or source.accepted_on > row.accepted_on:
            return
        self._shop.writer.add(
            Replication(
                source_id=source.pk,
                unit_id=row.unit_id,
                copy_id=row.pk,
                adopted_on=row.accepted_on,
                kept="Cách tổ chức theo tổ, người phụ trách.",
                changed="Quy mô và thời gian cho hợp địa bàn.",
            )
        )
        sources.remove(source)  # copied once: no unit has it twice
        note, day = self._shop.history.note, row.accepted_on
        note(source, "replicate", day, desk.officer, {"note": f"“{desk.unit.name}” nhân rộng mô hình này"})
        note(row, "copy", day, desk.officer, {"note": f"Nhân rộng từ “{source.name}”"})

    def _propose(
        self, row: Initiative, desk: Desk, tier: Tier, unit: Unit, day: date, province: Province
    ) -> date | None:
        """Put it forward at one tier. Returns the day of a recognition, None where none came (yet)."""
        shop, dice = self._shop, self._dice
        if not shop.past(day):
            return None
        step = shop.writer.add(
            Candidacy(
                initiative_id=row.pk,
                tier=tier.value,
                unit_id=unit.pk,
                statement="Đã làm tốt, dân đồng tình, có số liệu.",
                proposed_by_id=desk.officer.pk,
                proposed_on=day,
                due_on=day + timedelta(days=self._days),
            )
        )
        self._tell(row, step, "propose", day, desk.officer)
        decided = later(day, dice, 5, 40)
        if not shop.past(decided):
            return None
        step.decided_on = decided
        approver = province.approver if tier == Tier.PROVINCE else desk.approver
        if dice.random() < 0.12:
            CANDIDACY.apply(step, "decline")
            step.reason = "Hiệu quả chưa rõ, cần thêm số liệu."
            self._tell(row, step, "decline", decided, approver)
            return None
        CANDIDACY.apply(step, "recognise")
        step.decision_no = f"{dice.randrange(1, 900)}-QĐ/ĐU"
        self._tell(row, step, "recognise", decided, approver)
        self._recognise(row, desk, step)
        self._remember(row, province)
        return decided

    def _recognise(self, row: Initiative, desk: Desk, step: Candidacy) -> None:
        fact = self._shop.writer.add(
            Recognition(
                initiative_id=row.pk,
                tier=step.tier,
                recognised_on=step.decided_on,
                decision_no=step.decision_no,
                candidacy_id=step.pk,
            )
        )
        last = self._open_windows(row, desk, fact)
        ends = later(last, self._dice, 40, 300)
        if self._dice.random() < 0.04 and self._shop.past(ends):
            fact.ended_on, fact.ending, fact.end_reason = (
                ends,
                Ending.RETIRED.value,
                "Nội dung đã thành việc thường xuyên.",
            )
            self._tell_of(row, fact, "retire", ends, desk.approver)

    def _open_windows(self, row: Initiative, desk: Desk, fact: Recognition) -> date:
        """The window of the decision, and one for each re-check that was passed. Returns the day of the last."""
        day, by = fact.recognised_on, None
        while True:
            due, lapses = self._window(day)
            findings = "Vẫn hoạt động tốt." if by else ""
            window = Renewal(recognition_id=fact.pk, renewed_on=day, due_on=due, lapses_on=lapses, findings=findings)
            window.checked_by_id = by
            keep_window(fact, window)
            self._shop.writer.add(window)
            if due is None or self._dice.random() > 0.75:
                return day
            checked = later(due, self._dice, -40, 60)
            if not self._shop.past(checked):
                return day
            day, by = checked, desk.approver.pk
            self._tell_of(row, fact, "renew", day, desk.approver)

    def _tell(self, row: Initiative, step: Candidacy, verb: str, day: date, by: Person) -> None:
        after = {"note": f"Cấp {Tier(step.tier).label.lower()}, ngày {day:%d/%m/%Y}", "document": step.decision_no}
        after |= {"tier": step.tier, "state": CandidacyState(step.state).label}
        self._shop.history.note(row, verb, day, by, after, reason=step.reason)

    def _tell_of(self, row: Initiative, fact: Recognition, verb: str, day: date, by: Person) -> None:
        note = f"Cấp {Tier(fact.tier).label.lower()}, ngày {day:%d/%m/%Y}"
        self._shop.history.note(row, verb, day, by, {"note": note, "tier": fact.tier}, reason=fact.end_reason)

    def _window(self, day: date) -> tuple[date | None, date | None]:
        if day not in self._windows:
            self._windows[day] = window_from(day)
        return self._windows[day]

    def _remember(self, row: Initiative, province: Province) -> None:
        known = self._sources.setdefault(province.number, [])
        if row not in known[-1:]:
            known.append(row)
        if len(known) > SOURCES:
            known.pop(0)
