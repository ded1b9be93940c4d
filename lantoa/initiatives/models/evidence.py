"""Pieces of evidence: a document, a picture or an observation that shows an initiative's effect."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.initiatives.models.initiatives import Initiative
from lantoa.initiatives.models.plans import Milestone, ProgressReport
from lantoa.kit.constraints import filled, together
from lantoa.kit.models import StoredFile
from lantoa.units.scope import ScopedQuerySet


class EvidenceQuerySet(ScopedQuerySet):
    unit_path = "initiative__unit_id"

    def accepted(self, on) -> Self:
        return self.filter(accepted_on__lte=on)


class Evidence(models.Model):
    """A document, picture or observation that shows the initiative's effect: a file, or named by what can be looked up.
    Counts once somebody else accepts it."""

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

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ("initiative", "dated_on")
        constraints = (
            filled("caption", name="evidence_caption_filled", message="Minh chứng phải có nội dung."),
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
        )

    def __str__(self) -> str:
        return self.caption
