"""What the province lays down each year: campaigns, directives with tasks, committees; and what communes declare."""

from __future__ import annotations

from datetime import date, timedelta

from lantoa.declarations.models import Declaration
from lantoa.demo.generate.scale import Desk, Province, Workshop, later
from lantoa.demo.generate.texts import SECTORS
from lantoa.demo.names import People
from lantoa.kit.numbers import Quality
from lantoa.kit.text import label_key, search_key, sort_key
from lantoa.movement.enums import CampaignKind, CommitteeRole, DirectiveKind, TaskState, tier_of
from lantoa.movement.models import (
    Campaign,
    CommitteeDecision,
    CommitteeMember,
    Directive,
    Sector,
    SteeringCommittee,
    Task,
    TaskUpdate,
    Theme,
)
from lantoa.movement.workflow import TASK
from lantoa.units.models import Unit

COMMITTEE = "Ban Chỉ đạo phong trào thi đua Dân vận khéo"


def add_themes(shop: Workshop) -> list[Theme]:
    themes = []
    for name in shop.words["themes"]:
        theme = shop.writer.add(Theme(name=name, key=label_key(name), name_sort=sort_key(name)[:300]))
        shop.history.note(theme, "add_theme", shop.scale.since, None, {"name": name})
        themes.append(theme)
    return themes


def add_campaigns(shop: Workshop, province: Province) -> None:
    for year in range(shop.scale.since.year, shop.scale.on.year + 1):
        start, end = date(year, 1, 1), date(year, 12, 31)
        campaign = shop.writer.add(
            Campaign(
                name=f"Năm {year}",
                kind=CampaignKind.YEAR.value,
                unit_id=province.root.pk,
                valid_from=start,
                valid_to=end,
            )
        )
        province.campaigns[year] = campaign.pk
        after = {"name": campaign.name, "from": start.isoformat(), "to": end.isoformat()}
        shop.history.note(campaign, "launch_campaign", max(start, shop.scale.since), province.approver, after)


class Steering:
    """Writes committees, directives, tasks and declarations of one province after the other."""

    def __init__(self, shop: Workshop) -> None:
        self._shop, self._dice = shop, shop.dice("steering")
        self._people = People("nam_bo", shop.dice("committees"))
        self._sectors = {row.code: row for row in Sector.objects.filter(unit__isnull=True).order_by("pk")}

    def add(self, province: Province) -> None:
        for unit in (province.root, *(desk.unit for desk in province.tops)):
            self._add_committee(province, unit)
        for year in range(self._shop.scale.since.year, self._shop.scale.on.year + 1):
            for place, parts in enumerate(self._shop.words["directives"]):
                self._add_directive(province, year, place, *parts)
            self._declare(province, date(year, 12, 15))

    def _add_committee(self, province: Province, unit: Unit) -> None:
        shop, since = self._shop, later(self._shop.scale.since, self._dice, 1, 60)
        number, by = f"{self._dice.randrange(1, 200)}-QĐ/ĐU", province.officer
        committee = SteeringCommittee(
            unit_id=unit.pk, name=COMMITTEE, key=label_key(COMMITTEE), tier=tier_of(unit.kind).value, decision_no=number
        )
        committee.valid_from = since
        shop.writer.add(committee)
        decision = CommitteeDecision(
            committee_id=committee.pk, number=number, decided_on=since, is_first=True, recorded_by_id=by.pk
        )
        shop.writer.add(decision)
        names: list[str] = []
        for role, title in shop.words["posts"]:
            names.append(self._people.any(names))
            member = CommitteeMember(committee_id=committee.pk, full_name=names[-1], job_title=title)
            member.name_key, member.title_key = label_key(names[-1]), label_key(title)
            member.role, member.valid_from, member.joined_by_id = CommitteeRole(role).value, since, decision.pk
            shop.writer.add(member)
        after = {"name": COMMITTEE, "decision_no": number, "on": since.isoformat(), "members": names}
        shop.history.note(committee, "establish_committee", since, by, after)

    def _add_directive(self, province: Province, year: int, place: int, kind: str, title: str, content: str) -> None:
        shop, dated = self._shop, date(year, 1 + 4 * place, 15)
        if not shop.scale.since <= dated <= shop.scale.on:
            return
        paper = Directive(
            unit_id=province.root.pk,
            kind=DirectiveKind(kind).value,
            number=f"{12 + place}-{year}/TU",
            dated_on=dated,
            title=title.format(year=year),
        )
        words = search_key(f"{paper.get_kind_display()} {paper.number} {paper.title}").split()
        paper.search = "".join(f" {word}" for word in dict.fromkeys(words))
        shop.writer.add(paper)
        told = {"number": paper.number, "dated_on": dated.isoformat(), "title": paper.title, "unit": province.root.name}
        shop.history.note(paper, "issue_directive", dated, province.officer, told)
        for desk in province.tops:
            self._assign(province, desk, paper, content)
        if shop.writer.is_full:
            shop.writer.flush()

    def _assign(self, province: Province, desk: Desk, paper: Directive, content: str) -> None:
        shop, day = self._shop, paper.dated_on
        task = Task(directive_id=paper.pk, unit_id=desk.unit.pk, content=content, assigned_on=day)
        task.due_on = day + timedelta(days=60)
        task.index()
        shop.writer.add(task)
        after = {"due_on": task.due_on.isoformat(), "state": TaskState.ASSIGNED.label, "unit": desk.unit.name}
        shop.history.note(task, "assign_tasks", day, province.officer, {"on": day.isoformat()} | after)
        self._advance_task(province, desk, task)

    def _advance_task(self, province: Province, desk: Desk, task: Task) -> None:
        """As far as the time since allows; a few stay behind."""
        dice, note = self._dice, self._shop.history.note
        taken, worked = later(task.assigned_on, dice, 1, 9), later(task.assigned_on, dice, 15, 40)
        reported, done = later(task.due_on, dice, -12, 15), later(task.due_on, dice, 16, 25)
        road = [
            ("acknowledge", taken, desk.officer),
            ("report_progress", worked, desk.officer),
            ("report_done", reported, desk.officer),
            ("accept_done", done, province.approver),
        ]
        for name, day, person in road:
            if not self._shop.past(day) or dice.random() < 0.02:
                return
            before, after = TASK.apply(task, name)
            self._date(task, name, day, person.pk)
            told = {"state": TaskState(after).label, "on": day.isoformat()}
            note(task, name, day, person, told, {"state": TaskState(before).label})

    def _date(self, task: Task, name: str, day: date, person: int) -> None:
        if name == "acknowledge":
            task.acknowledged_on = day
        elif name == "report_progress":
            update = TaskUpdate(task_id=task.pk, noted_on=day, percent=50, note="Đang làm.", noted_by_id=person)
            self._shop.writer.add(update)
        elif name == "report_done":
            task.reported_on, task.reported_by_id = day, person
        else:
            task.done_on = day

    def _declare(self, province: Province, day: date) -> None:
        """Each commune and the bloc state what they have, in all and by sector."""
        if not self._shop.scale.since <= day <= self._shop.scale.on:
            return
        for desk in province.tops:
            shares = {code: self._dice.randrange(2, 30) for code in SECTORS}
            for code, count in ((None, sum(shares.values())), *shares.items()):
                sector = self._sectors[code] if code else None
                row = Declaration(unit_id=desk.unit.pk, as_of=day, sector_id=sector and sector.pk, count=count)
                self._shop.writer.add(row)
                after = {"as_of": day.isoformat(), "sector": str(sector or ""), "count": count}
                self._shop.history.note(row, "declare", day, desk.officer, after | {"quality": Quality.EXACT.value})
