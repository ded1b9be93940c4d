"""The parts of an initiative's file, each a page of its own: registration, plan, evidence, recognition, copies, watch."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.wording import tone_of
from lantoa.kit.parts import Tab

# (name of the address, words), in the order of the file.
TABS = (
    ("initiative", "Hồ sơ"),
    ("initiative_plan", "Kế hoạch, tiến độ"),
    ("initiative_evidence", "Minh chứng"),
    ("initiative_recognition", "Công nhận"),
    ("initiative_spread", "Nhân rộng"),
    ("initiative_watch", "Theo dõi"),
)


def tabs(record: Initiative, current: str) -> list[Tab]:
    """The tabs of a registered initiative; none of a draft, which is its form and nothing else."""
    if record.accepted_on is None:
        return []
    return [Tab(label, reverse(name, args=[record.pk]), name == current) for name, label in TABS]


def tab_context(record: Initiative, current: str) -> dict[str, Any]:
    """What `initiatives/tab.html` reads."""
    return {"initiative": record, "tone": tone_of(record.state), "tabs": tabs(record, current)}
