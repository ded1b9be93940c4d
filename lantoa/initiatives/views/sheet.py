"""What the page of an initiative, its check before submission and its printed form show: plain values for the components."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.forms.steps import CHECK, STEPS, step_of
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import missing_to_submit
from lantoa.kit.parts import Step

ACTED = "vua"  # in the address after a move: the page then leads on to the next file that waits


@dataclass(frozen=True)
class Lack:
    """What is still missing, and the step that asks for it."""

    label: str
    url: str


def step_url(initiative: Initiative, number: int) -> str:
    return f"{reverse('initiative_edit', args=[initiative.pk])}?buoc={number}"


def lacks(initiative: Initiative) -> list[Lack]:
    missing = missing_to_submit(initiative, timezone.localdate())
    return [Lack(words, step_url(initiative, step_of(name))) for name, words in missing.items()]


def steps(initiative: Initiative | None, current: int) -> list[Step]:
    """The steps as the stepper draws them; before the first is saved, the others cannot be opened."""
    titles = [*(step.title for step in STEPS), "Kiểm tra và nộp"]
    if initiative is None:
        return [Step(title, "current" if number == current else "todo") for number, title in enumerate(titles, start=1)]
    missing = missing_to_submit(initiative, timezone.localdate())
    waiting = {step_of(name) for name in missing} | ({CHECK} if initiative.state != State.ACCEPTED else set())
    return [
        Step(
            title,
            "current" if number == current else "todo" if number in waiting else "done",
            "" if number == current else step_url(initiative, number),
        )
        for number, title in enumerate(titles, start=1)
    ]


def first_open_step(initiative: Initiative) -> int:
    """The first step with something missing; the check when there is none."""
    missing = missing_to_submit(initiative, timezone.localdate())
    return min((step_of(name) for name in missing), default=CHECK)
