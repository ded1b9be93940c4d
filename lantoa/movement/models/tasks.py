"""Tasks: what a directive asks of each unit, passed on down the tree, and how far each has come."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from lantoa.kit.constraints import in_order, one_of, require_text
from lantoa.kit.text import label_key
from lantoa.movement.enums import TaskState
from lantoa.movement.models.directives import Directive
from lantoa.units.models import Unit
from lantoa.units.scope import ScopedQuerySet
from lantoa.units.tree import tree_of_rights

CLOSED = (TaskState.DONE, TaskState.WITHDRAWN)


class TaskQuerySet(ScopedQuerySet):
    """Scope and subtrees go by the unit that must do the task."""

    def visible_to(self, user) -> Self:
        """Tasks of units in scope, and those in which such a unit coordinates."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.sees_all:
            return self.all()
        below = tree_of_rights(timezone.localdate()).below(user.root_ids)
        links = self.model.coordinating.through.objects.filter(unit_id__in=below).values("task_id")
        return self.filter(Q(unit_id__in=below) | Q(pk__in=links))

    def standing(self) -> Self:
        """Without those that were withdrawn."""
        return self.exclude(state=TaskState.WITHDRAWN)

    def open(self) -> Self:
        return self.exclude(state__in=CLOSED)

    def assigned_between(self, start: date, end: date) -> Self:
        """Assigned within the period, both days inside; those withdrawn by its end are left out."""
        kept = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=end)
        return self.filter(kept, assigned_on__range=(start, end))

    def done_between(self, start: date, end: date) -> Self:
        """Accepted as done within the period, both days inside."""
        return self.filter(done_on__range=(start, end))

    def overdue(self, on: date) -> Self:
        """Assigned by the day, due before it, and by it neither accepted as done nor withdrawn."""
        undone = Q(done_on__isnull=True) | Q(done_on__gt=on)
        kept = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
        return self.filter(undone, kept, assigned_on__lte=on, due_on__lt=on)

    def due_between(self, start: date, end: date) -> Self:
        """Open now and due within the days, both inside."""
        return self.open().filter(due_on__range=(start, end))

    def in_state(self, state: str) -> Self:
        return self.filter(state=state)

    def acknowledged(self) -> Self:
        """Taken on by their units, whatever came of it."""
        return self.filter(acknowledged_on__isnull=False)

    def of_units_named(self, text: str) -> Self:
        """Those whose unit is found by the text, as `UnitQuerySet.search` finds it."""
        return self.filter(unit__in=Unit.objects.search(text))

    def with_progress(self) -> Self:
        """Adds `progress`: the percentage last noted, None where none was."""
        last = TaskUpdate.objects.filter(task=OuterRef("pk"), percent__isnull=False).order_by("-noted_on", "-pk")
        return self.annotate(progress=Subquery(last.values("percent")[:1]))


class Task(models.Model):
    """What one unit must do of a directive. `parent`: the superior's task from which it was passed on.

    `assigned_on`, `done_on` (accepted by the assigning side), `withdrawn_on` let any past day be answered; whether a task is
    overdue is asked for a day, never stored.
    """

    audit_name = "movement.task"

    directive = models.ForeignKey(Directive, verbose_name="văn bản", on_delete=models.PROTECT, related_name="tasks")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị chủ trì", on_delete=models.PROTECT, related_name="tasks")
    coordinating = models.ManyToManyField(
        Unit, verbose_name="đơn vị phối hợp", blank=True, related_name="coordinated_tasks"
    )
    parent = models.ForeignKey(
        "self", verbose_name="giao tiếp từ", null=True, blank=True, on_delete=models.PROTECT, related_name="passed_on"
    )
    content = models.TextField("nội dung nhiệm vụ")
    content_key = models.CharField(max_length=64, editable=False)
    due_on = models.DateField("hạn hoàn thành")
    state = models.CharField("trạng thái", max_length=20, choices=TaskState, default=TaskState.ASSIGNED)
    assigned_on = models.DateField("ngày giao")
    acknowledged_on = models.DateField("ngày nhận", null=True, blank=True)
    reported_on = models.DateField("ngày báo xong", null=True, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người báo xong",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    done_on = models.DateField("ngày xác nhận hoàn thành", null=True, blank=True)
    withdrawn_on = models.DateField("ngày thu hồi", null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=["unit", "state", "due_on"], name="task_of_unit"),
            models.Index(fields=["due_on", "done_on"], name="task_due"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["directive", "unit", "content_key"],
                condition=~Q(state=TaskState.WITHDRAWN),
                name="task_once",
                violation_error_message="Đơn vị đã có nhiệm vụ này.",
            ),
            require_text("content", name="task_content_filled", message="Nhiệm vụ phải có nội dung."),
            one_of("state", TaskState.values, name="task_state_known", message="Trạng thái không có trong danh mục."),
            in_order("assigned_on", "due_on", name="task_due_after_assigned", message="Hạn phải từ ngày giao trở đi."),
            in_order(
                "assigned_on", "done_on", name="task_done_after_assigned", message="Hoàn thành phải sau khi giao."
            ),
            in_order(
                "assigned_on",
                "withdrawn_on",
                name="task_withdrawn_after_assigned",
                message="Thu hồi phải sau khi giao.",
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.DONE, done_on__isnull=False)
                | (~Q(state=TaskState.DONE) & Q(done_on__isnull=True)),
                name="task_done_has_day",
                violation_error_message="Nhiệm vụ hoàn thành thì có ngày xác nhận, chưa thì không.",
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.WITHDRAWN, withdrawn_on__isnull=False)
                | (~Q(state=TaskState.WITHDRAWN) & Q(withdrawn_on__isnull=True)),
                name="task_withdrawn_has_day",
                violation_error_message="Nhiệm vụ thu hồi thì có ngày thu hồi, chưa thì không.",
            ),
        )

    def __str__(self) -> str:
        first = self.content.split("\n", 1)[0]
        return first if len(first) <= 120 else f"{first[:119].rstrip()}…"

    def save(self, *args, **kwargs):
        self.index()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("task", args=[self.pk])

    def index(self) -> None:
        self.content_key = content_key(self.content)

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    @property
    def assigning_unit(self) -> Unit:
        """Whose task it is to accept the work: the unit that passed it on, else the one that issued the directive."""
        return self.parent.unit if self.parent else self.directive.unit

    def is_overdue(self, on: date) -> bool:
        return self.is_open and self.due_on < on


def content_key(content: str) -> str:
    """The same for two texts that differ only in case, accents and spaces."""
    return hashlib.sha256(label_key(content).encode()).hexdigest()


class TaskUpdateQuerySet(ScopedQuerySet):
    unit_path = "task__unit_id"


class TaskUpdate(models.Model):
    """How far a task had come on a day. `percent` None: a note alone."""

    audit_name = "movement.taskupdate"

    task = models.ForeignKey(Task, verbose_name="nhiệm vụ", on_delete=models.CASCADE, related_name="updates")
    noted_on = models.DateField("ngày ghi")
    percent = models.PositiveSmallIntegerField("tiến độ (%)", null=True, blank=True)
    note = models.TextField("kết quả, khó khăn", blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người ghi", on_delete=models.PROTECT, related_name="+"
    )

    objects = TaskUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = "tiến độ nhiệm vụ"
        verbose_name_plural = "tiến độ nhiệm vụ"
        ordering = ("task", "noted_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
                name="task_update_percent",
                violation_error_message="Tiến độ phải từ 0 đến 100%.",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=False) | ~Q(note=""),
                name="task_update_says_something",
                violation_error_message="Hãy ghi tiến độ hoặc nội dung.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.noted_on:%d/%m/%Y}: {self.percent}%" if self.percent is not None else f"{self.noted_on:%d/%m/%Y}"
