"""The plan of an initiative: milestones, indicators, who leads; and the reports on its progress."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from lantoa.initiatives.models.initiatives import Initiative
from lantoa.kit.constraints import in_order, one_of, require_text
from lantoa.kit.text import label_key
from lantoa.plans.enums import Direction, ProgressState
from lantoa.units.models import Unit
from lantoa.units.scope import ScopedQuerySet


class PlanQuerySet(ScopedQuerySet):
    unit_path = "initiative__unit_id"


class Plan(models.Model):
    """How an initiative is to be carried out. A plan without a milestone is no plan by milestones yet."""

    audit_name = "initiatives.plan"

    initiative = models.OneToOneField(Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="plan")
    starts_on = models.DateField("bắt đầu")
    ends_on = models.DateField("kết thúc")
    charter = models.TextField("quy chế, cách phối hợp", blank=True)
    lead_unit = models.ForeignKey(
        Unit, verbose_name="đơn vị chủ trì", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lead = models.CharField("cơ quan, người chủ trì", max_length=200, blank=True)
    coordinating = models.ManyToManyField(
        Unit, verbose_name="đơn vị phối hợp", blank=True, related_name="coordinated_plans"
    )
    coordinating_note = models.CharField("cơ quan phối hợp khác", max_length=300, blank=True)
    made_on = models.DateField("ngày lập", editable=False)
    revision = models.PositiveIntegerField("lần sửa", default=1, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ("initiative",)
        constraints = (
            in_order(
                "starts_on", "ends_on", name="plan_dates", message="Kế hoạch phải kết thúc từ ngày bắt đầu trở đi."
            ),
        )

    def __str__(self) -> str:
        return f"Kế hoạch “{self.initiative}”"


class MilestoneQuerySet(ScopedQuerySet):
    unit_path = "plan__initiative__unit_id"

    def overdue(self, on: date) -> Self:
        """Due before that day and not done by it."""
        return self.filter(Q(done_on__isnull=True) | Q(done_on__gt=on), due_on__lt=on)


class Milestone(models.Model):
    audit_name = "initiatives.milestone"

    plan = models.ForeignKey(Plan, verbose_name="kế hoạch", on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("việc cần xong", max_length=300)
    owner = models.CharField("người chịu trách nhiệm", max_length=200)
    owner_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản người chịu trách nhiệm",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="milestones",
    )
    due_on = models.DateField("hạn")
    done_on = models.DateField("ngày xong", null=True, editable=False)
    done_note = models.TextField("kết quả", blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = "mốc"
        verbose_name_plural = "mốc"
        ordering = ("plan", "due_on", "position")
        indexes = (models.Index(fields=["due_on", "done_on"], name="milestone_due"),)
        constraints = (
            require_text("name", name="milestone_name_filled", message="Mốc phải ghi việc cần xong."),
            require_text("owner", name="milestone_owner_filled", message="Mốc phải có người chịu trách nhiệm."),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("milestone", args=[self.pk])


class PlanIndicatorQuerySet(ScopedQuerySet):
    unit_path = "plan__initiative__unit_id"


class PlanIndicator(models.Model):
    """What the plan wants to change, in numbers. `key`: the name folded, by which copies are compared with their source."""

    audit_name = "initiatives.planindicator"

    plan = models.ForeignKey(Plan, verbose_name="kế hoạch", on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("chỉ tiêu", max_length=200)
    key = models.CharField(max_length=200, editable=False)
    measure = models.CharField("đơn vị tính", max_length=40)
    baseline = models.DecimalField("hiện trạng", max_digits=16, decimal_places=2, null=True, blank=True)
    target = models.DecimalField("mục tiêu", max_digits=16, decimal_places=2)
    direction = models.CharField("chiều", max_length=4, choices=Direction, default=Direction.UP)
    source = models.CharField("nguồn số liệu", max_length=200, blank=True)

    objects = PlanIndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ("plan", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "key"],
                name="plan_indicator_once",
                violation_error_message="Chỉ tiêu này đã có trong kế hoạch.",
            ),
            require_text("measure", name="plan_indicator_measured", message="Chỉ tiêu phải có đơn vị tính."),
            one_of(
                "direction",
                Direction.values,
                name="plan_indicator_direction_known",
                message="Chọn chiều mong muốn của chỉ tiêu.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.key = label_key(self.name)[:200]
        super().save(*args, **kwargs)


class ProgressReportQuerySet(ScopedQuerySet):
    unit_path = "initiative__unit_id"

    def accepted(self, on: date) -> Self:
        return self.filter(accepted_on__lte=on)


class ProgressReport(models.Model):
    """What was done in a period, what is hard, what comes next; with the indicators measured at its end."""

    audit_name = "initiatives.progressreport"

    initiative = models.ForeignKey(
        Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="progress_reports"
    )
    period_from = models.DateField("từ ngày")
    period_to = models.DateField("đến ngày")
    done = models.TextField("đã làm được")
    difficulties = models.TextField("khó khăn", blank=True)
    next_steps = models.TextField("việc tiếp theo", blank=True)
    self_assessment = models.TextField("tự đánh giá", blank=True)
    state = models.CharField(
        "trạng thái", max_length=10, choices=ProgressState, default=ProgressState.DRAFT, editable=False
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    submitted_on = models.DateField("ngày nộp", null=True, editable=False)
    accepted_on = models.DateField("ngày nhận", null=True, editable=False)
    revision = models.PositiveIntegerField("lần sửa", default=1, editable=False)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo tiến độ"
        verbose_name_plural = "báo cáo tiến độ"
        ordering = ("initiative", "-period_to", "-pk")
        indexes = (
            models.Index(fields=["initiative"], name="progress_waiting", condition=Q(state=ProgressState.SUBMITTED)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["initiative", "period_from", "period_to"],
                name="progress_once_a_period",
                violation_error_message="Kỳ này đã có báo cáo tiến độ.",
            ),
            in_order(
                "period_from", "period_to", name="progress_dates", message="Kỳ báo cáo kết thúc trước khi bắt đầu."
            ),
            one_of(
                "state",
                ProgressState.values,
                name="progress_state_known",
                message="Trạng thái không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(state=ProgressState.ACCEPTED, accepted_on__isnull=False)
                | (~Q(state=ProgressState.ACCEPTED) & Q(accepted_on__isnull=True)),
                name="progress_accepted_has_day",
                violation_error_message="Báo cáo đã nhận phải có ngày nhận.",
            ),
        )

    def __str__(self) -> str:
        return f"Báo cáo tiến độ {self.period_from:%d/%m/%Y} – {self.period_to:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("progress", args=[self.pk])


class MeasurementQuerySet(ScopedQuerySet):
    unit_path = "report__initiative__unit_id"


class Measurement(models.Model):
    """An indicator's value at the end of a report's period."""

    audit_name = "initiatives.measurement"

    report = models.ForeignKey(
        ProgressReport, verbose_name="báo cáo", on_delete=models.CASCADE, related_name="measurements"
    )
    indicator = models.ForeignKey(
        PlanIndicator, verbose_name="chỉ tiêu", on_delete=models.PROTECT, related_name="measurements"
    )
    value = models.DecimalField("kết quả", max_digits=16, decimal_places=2)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả chỉ tiêu"
        verbose_name_plural = "kết quả chỉ tiêu"
        ordering = ("report", "indicator")
        constraints = (
            models.UniqueConstraint(
                fields=["report", "indicator"],
                name="measurement_once",
                violation_error_message="Chỉ tiêu này đã có kết quả trong báo cáo.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"
