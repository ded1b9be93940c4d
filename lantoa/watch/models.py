"""What is watched: alerts that rise and clear by themselves, who hears of them, visits with their follow-up, notices and
digests."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.initiatives.models.initiatives import Initiative
from lantoa.kit.constraints import in_order, one_of, require_text
from lantoa.movement.models import Task
from lantoa.units.models import Person, Unit
from lantoa.units.scope import ScopedQuerySet
from lantoa.watch.enums import InspectionKind
from lantoa.watch.known import label_of


class AlertQuerySet(ScopedQuerySet):
    def open(self, on: date) -> Self:
        """Raised by that day and not cleared by it."""
        return self.filter(Q(cleared_on__isnull=True) | Q(cleared_on__gt=on), raised_on__lte=on)


class Alert(models.Model):
    """Something that an initiative lacks since `due_on`, the first day on which a rule was broken. Raised and cleared by the
    run of the rules, never by hand.

    `unit`: that of the initiative, which never changes once it is accepted: a province's alerts are then found without
    reading the nation's. `kind`: key of the rule, which an app contributes. `subject_id`: key of the milestone, indicator,
    candidacy or recognition meant, 0 where it is the initiative itself: so that an open alert stands once. `raised_on`: the
    day of the run that saw it; `escalated`: steps up the tree that know of it; `climbed_on`: since when the last of them does.
    """

    audit_name = "initiatives.alert"

    initiative = models.ForeignKey(Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="alerts")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("cảnh báo", max_length=20)
    subject_id = models.BigIntegerField(default=0)
    due_on = models.DateField("từ ngày")
    raised_on = models.DateField("ngày cảnh báo")
    cleared_on = models.DateField("ngày hết", null=True, blank=True)
    escalated = models.PositiveSmallIntegerField("số cấp đã báo", default=0)
    climbed_on = models.DateField("ngày báo gần nhất")

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = "cảnh báo"
        verbose_name_plural = "cảnh báo"
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=["initiative", "cleared_on"], name="alert_of_initiative"),
            models.Index(fields=["unit", "kind", "raised_on", "cleared_on"], name="alert_trend"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["initiative", "kind", "subject_id"],
                condition=Q(cleared_on__isnull=True),
                name="alert_open_once",
                violation_error_message="Cảnh báo này đang mở.",
            ),
            in_order("raised_on", "cleared_on", name="alert_dates", message="Ngày hết phải từ ngày cảnh báo trở đi."),
            in_order(
                "due_on", "raised_on", name="alert_after_due", message="Cảnh báo không thể nêu trước khi quá hạn."
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The words of its rule."""
        return label_of(self.kind)


class WatchRun(models.Model):
    """The rules were applied to the whole installation as of a day. Days only go forward: a later run knows the earlier."""

    audit_name = "initiatives.watchrun"

    day = models.DateField("ngày", unique=True, error_messages={"unique": "Ngày này đã tính cảnh báo."})
    run_at = models.DateTimeField("tính lúc")
    raised = models.PositiveIntegerField("số cảnh báo mới", default=0)
    cleared = models.PositiveIntegerField("số cảnh báo đã hết", default=0)
    escalated = models.PositiveIntegerField("số cảnh báo báo lên cấp trên", default=0)

    class Meta:
        verbose_name = "lần tính cảnh báo"
        verbose_name_plural = "lần tính cảnh báo"
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"Cảnh báo đến ngày {self.day:%d/%m/%Y}"


class InspectionQuerySet(ScopedQuerySet):
    unit_path = "initiative__unit_id"


class Inspection(models.Model):
    """A visit to an initiative, to guide or to check, with what was found."""

    audit_name = "initiatives.inspection"

    initiative = models.ForeignKey(
        Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="inspections"
    )
    kind = models.CharField("loại", max_length=10, choices=InspectionKind)
    held_on = models.DateField("ngày")
    by_unit = models.ForeignKey(
        Unit, verbose_name="đơn vị thực hiện", on_delete=models.PROTECT, related_name="inspections_made"
    )
    people = models.CharField("người thực hiện", max_length=300)
    findings = models.TextField("nội dung, kết quả")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "hướng dẫn, kiểm tra"
        verbose_name_plural = "hướng dẫn, kiểm tra"
        ordering = ("initiative", "-held_on", "-pk")
        indexes = (models.Index(fields=["initiative", "held_on"], name="inspection_last"),)
        constraints = (
            require_text("findings", name="inspection_findings_filled", message="Hãy ghi nội dung và kết quả."),
            one_of(
                "kind", InspectionKind.values, name="inspection_kind_known", message="Chọn hướng dẫn hoặc kiểm tra."
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ngày {self.held_on:%d/%m/%Y}"


class FollowUpQuerySet(ScopedQuerySet):
    unit_path = "inspection__initiative__unit_id"

    def open(self) -> Self:
        return self.filter(done_on__isnull=True)


class FollowUp(models.Model):
    """What a visit asked to be done, by whom and when."""

    audit_name = "initiatives.followup"

    inspection = models.ForeignKey(
        Inspection, verbose_name="hướng dẫn, kiểm tra", on_delete=models.CASCADE, related_name="follow_ups"
    )
    content = models.CharField("việc cần làm", max_length=300)
    owner = models.CharField("người chịu trách nhiệm", max_length=200)
    due_on = models.DateField("hạn")
    done_on = models.DateField("ngày xong", null=True, editable=False)
    done_note = models.TextField("kết quả", blank=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "việc sau kiểm tra"
        verbose_name_plural = "việc sau kiểm tra"
        ordering = ("inspection", "due_on")
        indexes = (models.Index(fields=["done_on", "due_on"], name="follow_up_due"),)
        constraints = (
            require_text("content", name="follow_up_filled", message="Hãy ghi việc cần làm."),
            require_text("owner", name="follow_up_owned", message="Hãy ghi người chịu trách nhiệm."),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_note="") | (Q(done_on__isnull=False) & ~Q(done_note="")),
                name="follow_up_done_with_result",
                violation_error_message="Việc đã xong phải ghi kết quả.",
            ),
        )

    def __str__(self) -> str:
        return self.content


class Watcher(models.Model):
    """Who hears of what is wrong at a unit, as the last run found it from roles and tree.

    `steps`: how far up the tree a matter must have climbed before the person hears of it, 0 at once; `is_acting`: the work of
    the unit is the person's; `is_guide`: the unit is theirs to guide and check.
    """

    audit_name = "initiatives.watcher"

    person = models.ForeignKey(Person, verbose_name="người", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="+")
    steps = models.PositiveSmallIntegerField("báo sau số cấp")
    is_acting = models.BooleanField("tự làm", default=False)
    is_guide = models.BooleanField("hướng dẫn đơn vị", default=False)

    class Meta:
        verbose_name = "người được báo"
        verbose_name_plural = "người được báo"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "unit"],
                name="watcher_once_a_unit",
                violation_error_message="Người này đã được ghi cho đơn vị.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.unit}"


class FindingQuerySet(ScopedQuerySet):
    pass


class Finding(models.Model):
    """An alert that strikes nearly every initiative of a unit and of those below it: told once, of the unit. Written by the
    daily run, and gone when fewer are struck.

    `units`: those whose alerts of the kind it stands for; `due_on`: since when the first is struck; `is_wide`: more units
    than its own are struck; `raised_on`, `escalated`, `climbed_on`: as of an alert.
    """

    audit_name = "initiatives.finding"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="+")
    units = models.ManyToManyField(Unit, verbose_name="các đơn vị trong đó", related_name="+")
    kind = models.CharField("cảnh báo", max_length=20)
    struck_count = models.PositiveIntegerField("số mô hình có cảnh báo")
    record_count = models.PositiveIntegerField("số mô hình")
    is_wide = models.BooleanField("ở nhiều đơn vị", default=False)
    due_on = models.DateField("từ ngày")
    raised_on = models.DateField("ngày báo")
    escalated = models.PositiveSmallIntegerField("số cấp đã báo", default=0)
    climbed_on = models.DateField("ngày báo gần nhất")

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "cảnh báo chung của đơn vị"
        verbose_name_plural = "cảnh báo chung của đơn vị"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "kind"], name="finding_once", violation_error_message="Đã nêu cảnh báo này của đơn vị."
            ),
            models.CheckConstraint(
                condition=Q(struck_count__lte=models.F("record_count")),
                name="finding_within_records",
                violation_error_message="Số mô hình có cảnh báo không thể hơn số mô hình.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.unit}"

    @property
    def label(self) -> str:
        """The words of its rule."""
        return label_of(self.kind)


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """A notice is its person's alone."""
        return self.filter(person_id=user.pk) if getattr(user, "is_authenticated", False) else self.none()


class Digest(models.Model):
    """The one message of a day to one person: what came to them after `news_after` (None: ever) and by the day.

    `sent_at`: by e-mail, or in the app for who has no address; empty while the sending fails, and then tried again with the
    next run. `seen_at`: when the person said that they had read it.
    """

    audit_name = "initiatives.digest"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhận", on_delete=models.CASCADE, related_name="digests"
    )
    day = models.DateField("ngày")
    news_after = models.DateField("việc mới sau ngày", null=True)
    line_count = models.PositiveIntegerField("số việc mới")
    sent_at = models.DateTimeField("gửi lúc", null=True)
    seen_at = models.DateTimeField("đã xem lúc", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "bản tin việc cần làm"
        verbose_name_plural = "bản tin việc cần làm"
        ordering = ("-day", "person")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "day"], name="digest_once_a_day", violation_error_message="Hôm nay đã gửi."
            ),
        )

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.person}"


class Notice(models.Model):
    """One line to one person about one directive task: before its due date, after it, or because it came up the tree.
    `is_overdue`: told once it was late; before that a person may have been reminded of it."""

    audit_name = "initiatives.notice"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhận", on_delete=models.CASCADE, related_name="notices"
    )
    task = models.ForeignKey(Task, verbose_name="nhiệm vụ", on_delete=models.CASCADE, related_name="+")
    is_overdue = models.BooleanField("nhiệm vụ quá hạn", default=False)
    given_on = models.DateField("ngày")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ("-given_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "task", "is_overdue"],
                name="notice_once_a_task_before_and_after",
                violation_error_message="Người này đã được báo.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.task}"
