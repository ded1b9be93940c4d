"""Plain dated facts about an initiative: recognitions, adopted copies, accepted pieces of evidence."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models.initiatives import Initiative
from lantoa.kit.constraints import filled, in_order, one_of, together
from lantoa.units.models import Unit
from lantoa.units.scope import ScopedQuerySet


class RecognitionQuerySet(ScopedQuerySet):
    unit_path = "initiative__unit_id"

    def standing(self, on) -> Self:
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), recognised_on__lte=on)


class Recognition(models.Model):
    """The initiative is recognised at a tier, from a day until it ends."""

    initiative = models.ForeignKey(
        Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="recognitions"
    )
    tier = models.CharField("cấp công nhận", max_length=10, choices=Tier)
    recognised_on = models.DateField("ngày quyết định")
    decision_no = models.CharField("số quyết định", max_length=60, blank=True)
    ended_on = models.DateField("ngày thôi", null=True, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = "công nhận"
        verbose_name_plural = "công nhận"
        ordering = ("initiative", "recognised_on")
        indexes = (models.Index(fields=["recognised_on", "ended_on"], name="recognition_standing"),)
        constraints = (
            models.UniqueConstraint(
                fields=["initiative", "tier"],
                condition=Q(ended_on__isnull=True),
                name="recognition_one_standing",
                violation_error_message="Mô hình đang được công nhận ở cấp này.",
            ),
            one_of(
                "tier", Tier.values, name="recognition_tier_known", message="Cấp công nhận không có trong danh mục."
            ),
            in_order(
                "recognised_on",
                "ended_on",
                name="recognition_dates",
                message="Ngày thôi phải từ ngày quyết định trở đi.",
            ),
        )

    def __str__(self) -> str:
        return f"Công nhận cấp {self.get_tier_display()}"


class ReplicationQuerySet(ScopedQuerySet):
    """Copies count where the source stands: the credit is the source unit's."""

    unit_path = "source__unit_id"

    def adopted(self, on) -> Self:
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), adopted_on__lte=on)


class Replication(models.Model):
    """A unit adopted the source initiative. `copy`: its own registration there, once it has one."""

    source = models.ForeignKey(
        Initiative, verbose_name="mô hình gốc", on_delete=models.PROTECT, related_name="replications"
    )
    unit = models.ForeignKey(Unit, verbose_name="đơn vị áp dụng", on_delete=models.PROTECT, related_name="adoptions")
    copy = models.ForeignKey(
        Initiative,
        verbose_name="mô hình nhân rộng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="copied_from",
    )
    adopted_on = models.DateField("ngày áp dụng")
    ended_on = models.DateField("ngày thôi", null=True, blank=True)

    objects = ReplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "nhân rộng"
        verbose_name_plural = "nhân rộng"
        ordering = ("source", "adopted_on")
        constraints = (
            models.UniqueConstraint(
                fields=["source", "unit", "adopted_on"],
                name="replication_once",
                violation_error_message="Đơn vị đã áp dụng mô hình này.",
            ),
            models.CheckConstraint(
                condition=Q(copy__isnull=True) | ~Q(copy=models.F("source")),
                name="replication_not_itself",
                violation_error_message="Mô hình không thể nhân rộng từ chính nó.",
            ),
            in_order(
                "adopted_on", "ended_on", name="replication_dates", message="Ngày thôi phải từ ngày áp dụng trở đi."
            ),
        )

    def __str__(self) -> str:
        return f"Nhân rộng tại {self.unit}"


class EvidenceQuerySet(ScopedQuerySet):
    unit_path = "initiative__unit_id"

    def accepted(self, on) -> Self:
        return self.filter(accepted_on__lte=on)


class Evidence(models.Model):
    """A document or observation that shows the initiative's effect, named by what can be looked up. Counts once accepted."""

    initiative = models.ForeignKey(
        Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="evidence"
    )
    caption = models.CharField("nội dung minh chứng", max_length=300)
    reference = models.CharField("số, ký hiệu văn bản hoặc nơi lưu", max_length=200)
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
            filled(
                "reference", name="evidence_reference_filled", message="Minh chứng phải ghi số, ký hiệu hoặc nơi lưu."
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
