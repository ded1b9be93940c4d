"""Pieces of evidence: a document, a picture or an observation that shows an initiative's effect."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from lantoa.initiatives.models.initiatives import Initiative
from lantoa.kit.constraints import require_text, together
from lantoa.kit.models import StoredFile
from lantoa.plans.models import Milestone, ProgressReport
from lantoa.units.scope import ScopedQuerySet


class EvidenceQuerySet(ScopedQuerySet):
    unit_path = "initiative__unit_id"

    def accepted(self, on: date) -> Self:
        return self.filter(accepted_on__lte=on)

    def waiting(self) -> Self:
        """Neither accepted nor rejected yet."""
        return self.filter(accepted_on__isnull=True, rejected_on__isnull=True)

    def kept(self) -> Self:
        """All but the rejected, which stay on record and prove nothing."""
        return self.filter(rejected_on__isnull=True)


class Evidence(models.Model):
    """A document, picture or observation that shows the initiative's effect: a file, or named by what can be looked up.
    Counts once somebody else accepts it; one that is rejected stays on record with the reason, and another may be sent."""

    audit_name = "initiatives.evidence"

    initiative = models.ForeignKey(
        Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="evidence"
    )
    caption = models.CharField("nội dung minh chứng", max_length=300)
    reference = models.CharField("số, ký hiệu văn bản hoặc nơi lưu", max_length=200, blank=True)
    file = models.ForeignKey(
        StoredFile, verbose_name="tệp", null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    milestone = models.ForeignKey(
        Milestone, verbose_name="mốc", null=True, blank=True, on_delete=models.SET_NULL, related_name="evidence"
    )
    report = models.ForeignKey(
        ProgressReport,
        verbose_name="báo cáo tiến độ",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="evidence",
    )
    dated_on = models.DateField("ngày của minh chứng")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người gửi",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_on = models.DateField("ngày chấp nhận", null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người chấp nhận",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    rejected_on = models.DateField("ngày không chấp nhận", null=True, editable=False)
    rejected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người không chấp nhận",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    rejection = models.TextField("lý do không chấp nhận", blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ("initiative", "dated_on")
        indexes = (
            # What waits is little among very much; found by itself, not by asking after each initiative of the scope.
            models.Index(
                fields=["initiative"],
                name="evidence_waiting",
                condition=Q(accepted_on__isnull=True, rejected_on__isnull=True),
            ),
        )
        constraints = (
            require_text("caption", name="evidence_caption_filled", message="Minh chứng phải có nội dung."),
            models.CheckConstraint(
                condition=~Q(reference="") | Q(file__isnull=False),
                name="evidence_can_be_found",
                violation_error_message="Minh chứng phải có tệp, hoặc ghi số, ký hiệu, nơi lưu.",
            ),
            together(
                "accepted_on",
                "accepted_by",
                name="evidence_accepted",
                message="Ngày chấp nhận đi cùng người chấp nhận.",
            ),
            together(
                "rejected_on",
                "rejected_by",
                name="evidence_rejected",
                message="Ngày không chấp nhận đi cùng người không chấp nhận.",
            ),
            models.CheckConstraint(
                condition=Q(rejected_on__isnull=True, rejection="") | (Q(rejected_on__isnull=False) & ~Q(rejection="")),
                name="evidence_rejected_with_reason",
                violation_error_message="Không chấp nhận thì phải có lý do.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(rejected_on__isnull=True),
                name="evidence_one_outcome",
                violation_error_message="Minh chứng đã chấp nhận hoặc đã không chấp nhận, không thể là cả hai.",
            ),
        )

    def __str__(self) -> str:
        return self.caption

    def get_absolute_url(self) -> str:
        return reverse("evidence", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.accepted_on is None and self.rejected_on is None
