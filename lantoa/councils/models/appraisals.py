"""One member's appraisal of one item, its scores, and the conflicts of interest that members declare."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.councils.enums import AppraisalState
from lantoa.councils.models.councils import CouncilScopedQuerySet, Member, councils_of
from lantoa.councils.models.criteria import Criterion
from lantoa.councils.models.sittings import CLOSED, Item
from lantoa.kit.constraints import one_of, require_text, together
from lantoa.units.models import Unit


class AppraisalQuerySet(CouncilScopedQuerySet):
    council_path = "item__sitting__council_id"
    unit_path = "item__sitting__council__unit_id"

    def visible_to(self, user) -> Self:
        """One's own; others' on an item that one has scored oneself, or once scoring is over. Also for those who see all:
        a chair or an office reads progress, not values, while scores can still be given."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        council = self.in_scope(user) | Q(item__sitting__council__in=councils_of(user))
        own = Appraisal.objects.filter(member__person=user)
        done = own.filter(state=AppraisalState.SCORED).values("item_id")
        open_to_all = Q(item__sitting__state__in=CLOSED) | Q(item__in=done)
        sat = Q(item__sitting__council__in=councils_of(user))
        return self.filter((Q(member__person=user) & sat) | (council & open_to_all))

    def waiting(self) -> Self:
        return self.filter(state=AppraisalState.ASSIGNED)

    def scored(self) -> Self:
        return self.filter(state=AppraisalState.SCORED)

    def active(self) -> Self:
        """Given and not declined."""
        return self.exclude(state=AppraisalState.DECLINED)


class Appraisal(models.Model):
    """An item given to a member to score. `total`: 0–100, weighted, kept by the service that stores the scores."""

    audit_name = "councils.appraisal"

    item = models.ForeignKey(Item, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="appraisals")
    member = models.ForeignKey(Member, verbose_name="thành viên", on_delete=models.PROTECT, related_name="appraisals")
    state = models.CharField("trạng thái", max_length=10, choices=AppraisalState, default=AppraisalState.ASSIGNED)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người phân công", on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField("phân công lúc", auto_now_add=True)
    submitted_at = models.DateTimeField("gửi điểm lúc", null=True, blank=True)
    total = models.DecimalField("tổng điểm", max_digits=5, decimal_places=2, null=True, blank=True)
    comment = models.TextField("nhận xét chung", blank=True)
    decline_reason = models.TextField("lý do từ chối", blank=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu chấm"
        verbose_name_plural = "phiếu chấm"
        ordering = ("item", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "member"],
                name="appraisal_once",
                violation_error_message="Thành viên này đã được phân công hồ sơ này.",
            ),
            one_of(
                "state",
                AppraisalState.values,
                name="appraisal_state_known",
                message="Trạng thái không có trong danh mục.",
            ),
            together("submitted_at", "total", name="appraisal_submitted", message="Tổng điểm đi cùng lúc gửi điểm."),
            models.CheckConstraint(
                condition=Q(state=AppraisalState.SCORED, total__isnull=False)
                | (~Q(state=AppraisalState.SCORED) & Q(total__isnull=True)),
                name="appraisal_scored_has_total",
                violation_error_message="Phiếu đã chấm phải có tổng điểm.",
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__gte=0, total__lte=100),
                name="appraisal_total_range",
                violation_error_message="Tổng điểm từ 0 đến 100.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item.blind_label} – {self.member}"


class ScoreQuerySet(CouncilScopedQuerySet):
    unit_path = "appraisal__item__sitting__council__unit_id"

    def visible_to(self, user) -> Self:
        """Those of the appraisals that the person may read."""
        return self.filter(appraisal__in=Appraisal.objects.visible_to(user))


class Score(models.Model):
    """What a member gave for one criterion, from 0 to its `scale_max` in its steps."""

    audit_name = "councils.score"

    appraisal = models.ForeignKey(Appraisal, verbose_name="phiếu chấm", on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, verbose_name="tiêu chí", on_delete=models.PROTECT, related_name="scores")
    value = models.DecimalField("điểm", max_digits=5, decimal_places=2)
    reason = models.TextField("lý do", blank=True)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm"
        verbose_name_plural = "điểm"
        ordering = ("appraisal", "criterion__position")
        constraints = (
            models.UniqueConstraint(
                fields=["appraisal", "criterion"],
                name="score_once",
                violation_error_message="Tiêu chí này đã có điểm.",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0), name="score_not_negative", violation_error_message="Điểm không thể âm."
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


class DeclaredConflictQuerySet(CouncilScopedQuerySet):
    council_path = "member__council_id"
    unit_path = "member__council__unit_id"


class DeclaredConflict(models.Model):
    """A member says that they cannot judge an item, or anything of a unit."""

    audit_name = "councils.declaredconflict"

    member = models.ForeignKey(
        Member, verbose_name="thành viên", on_delete=models.CASCADE, related_name="declared_conflicts"
    )
    item = models.ForeignKey(
        Item, verbose_name="hồ sơ", null=True, blank=True, on_delete=models.CASCADE, related_name="declared_conflicts"
    )
    unit = models.ForeignKey(
        Unit, verbose_name="đơn vị", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField("lý do")
    declared_at = models.DateTimeField("khai báo lúc", auto_now_add=True)

    objects = DeclaredConflictQuerySet.as_manager()

    class Meta:
        verbose_name = "xung đột lợi ích tự khai"
        verbose_name_plural = "xung đột lợi ích tự khai"
        ordering = ("member", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["member", "item"],
                name="declared_conflict_item_once",
                violation_error_message="Thành viên đã khai xung đột với hồ sơ này.",
            ),
            models.UniqueConstraint(
                fields=["member", "unit"],
                name="declared_conflict_unit_once",
                violation_error_message="Thành viên đã khai xung đột với đơn vị này.",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True, unit__isnull=False) | Q(item__isnull=False, unit__isnull=True),
                name="declared_conflict_one_of",
                violation_error_message="Khai xung đột với một hồ sơ, hoặc với một đơn vị.",
            ),
            require_text("reason", name="declared_conflict_reason_filled", message="Hãy ghi lý do."),
        )

    def __str__(self) -> str:
        return f"{self.member}: {self.reason}"
