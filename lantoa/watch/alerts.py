"""Rules of the watch about visits: none for long, and what a visit asked for late."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from lantoa.kit.breaches import SUPERIOR, AlertRule, AlertWork, Breaches, Remedy
from lantoa.units.models import Person
from lantoa.watch.queries.watchers import find_acting_units

FOLLOW_UP_OVERDUE = """
SELECT w.id, 'follow_up_overdue', u.id, {due} FROM watched w
JOIN <watch.Inspection> v ON v.initiative_id = w.id AND v.held_on <= %(on)s
JOIN <watch.FollowUp> u ON u.inspection_id = v.id
WHERE u.due_on < %(follow_up_before)s AND (u.done_on IS NULL OR u.done_on > %(on)s)
"""

NO_GUIDANCE = """
SELECT w.id, 'no_guidance', 0, {due} FROM watched w
WHERE w.accepted_on < %(guidance_before)s AND NOT EXISTS (
  SELECT 1 FROM <watch.Inspection> v
  WHERE v.initiative_id = w.id AND v.held_on <= %(on)s AND v.held_on >= %(guidance_before)s)
"""
LAST_VISIT = """COALESCE((
  SELECT MAX(v.held_on) FROM <watch.Inspection> v
  WHERE v.initiative_id = w.id AND v.held_on <= %(on)s AND v.held_on > w.accepted_on), w.accepted_on)"""


def add_follow_up_overdue(breaches: Breaches, days: int) -> None:
    breaches.set_days_ago("follow_up_before", days)
    breaches.selects.append(FOLLOW_UP_OVERDUE.format(due=breaches.days_later("u.due_on", days + 1)))


def add_no_guidance(breaches: Breaches, days: int) -> None:
    breaches.set_days_ago("guidance_before", days)
    breaches.selects.append(NO_GUIDANCE.format(due=breaches.days_later(LAST_VISIT, days + 1)))


def is_asked_of(person: Person, on: date) -> Q:
    return Q(unit_id__in=find_acting_units(person))


ALERTS = (
    AlertRule(
        "follow_up_overdue",
        30,
        "Việc sau kiểm tra quá hạn",
        add_follow_up_overdue,
        Remedy("Báo kết quả", "follow_up_done", takes_subject=True, seen_at="initiative_watch"),
        list_slug="qua-han",
        is_seen_elsewhere=is_asked_of,
    ),
    AlertRule(
        "no_guidance",
        40,
        "Lâu chưa được hướng dẫn, kiểm tra",
        add_no_guidance,
        Remedy("Hướng dẫn, kiểm tra", "initiative_watch"),
        list_slug="khong-ai-huong-dan",
        done_by=SUPERIOR,
        work=AlertWork("huong-dan-kiem-tra", 37, "Mô hình lâu chưa được hướng dẫn, kiểm tra"),
    ),
)
