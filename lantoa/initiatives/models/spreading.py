"""Spreading: adopted copies, programmes that bring one initiative to every target, handbook pages, suggestions declined."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from lantoa.initiatives.enums import CopyEnding, CopyStanding
from lantoa.initiatives.models.initiatives import Initiative
from lantoa.kit.constraints import in_order
from lantoa.units.models import Unit
from lantoa.units.scope import ScopedQuerySet


class ReplicationQuerySet(ScopedQuerySet):
    """Copies count where the source stands: the credit is the source unit's."""

    unit_path = "source__unit_id"

    def adopted(self, on: date) -> Self:
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), adopted_on__lte=on)

    def live(self) -> Self:
        """Adopted or about to be, and not ended."""
        return self.filter(ended_on__isnull=True)

    def open_to(self, user) -> Self:
        """Copies of what the person may take up, and those of the units in their scope."""
        sources = Initiative.objects.open_to_copy(user).values("pk")
        return self.filter(Q(source__in=sources) | Q(unit__in=Unit.objects.visible_to(user)))


class Replication(models.Model):
    """A unit adopts the source initiative. `copy`: its own registration there, once it has one; `adopted_on` is empty while
    that registration waits to be accepted, and such a row counts nowhere."""

    audit_name = "initiatives.replication"

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
    adopted_on = models.DateField("ngày áp dụng", null=True, blank=True)
    kept = models.TextField("giữ nguyên", blank=True)
    changed = models.TextField("điều chỉnh", blank=True)
    dropped = models.TextField("bỏ bớt", blank=True)
    why = models.TextField("vì sao", blank=True)
    ended_on = models.DateField("ngày thôi", null=True, blank=True)
    ending = models.CharField("vì sao thôi", max_length=6, choices=CopyEnding, blank=True, editable=False)
    end_reason = models.TextField("lý do thôi", blank=True, editable=False)

    objects = ReplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "nhân rộng"
        verbose_name_plural = "nhân rộng"
        ordering = ("source", "adopted_on")
        constraints = (
            models.UniqueConstraint(
                fields=["source", "unit"],
                condition=Q(ended_on__isnull=True),
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
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ending="") | Q(ended_on__isnull=False, ending__in=CopyEnding.values),
                name="replication_ends_for_a_reason",
                violation_error_message="Bản nhân rộng đã thôi phải ghi là không thành công hay thôi áp dụng.",
            ),
        )

    def __str__(self) -> str:
        return f"Nhân rộng tại {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("replication", args=[self.source_id, self.pk])

    def standing_on(self, on: date) -> CopyStanding:
        if self.ended_on is not None and on >= self.ended_on:
            return CopyStanding(self.ending)
        return CopyStanding.LIVE if self.adopted_on is not None and on >= self.adopted_on else CopyStanding.WAITING
