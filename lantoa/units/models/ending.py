"""What is kept of a unit that ended: who goes on with its records, and every row that the change touched, for its undoing."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from lantoa.units.models.units import Unit, UnitChange
from lantoa.units.scope import ScopedQuerySet


class SuccessionQuerySet(ScopedQuerySet):
    pass


class Succession(models.Model):
    """From the day on, whoever works at the successor works with the records of the unit that ended. Figures do not follow it.

    A row of its own and not an edge: the successor is nobody's superior, and a unit that is split has several.
    """

    audit_name = "units.succession"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(
        Unit, verbose_name="đơn vị kế thừa", on_delete=models.PROTECT, related_name="successions_taken"
    )
    valid_from = models.DateField("từ ngày")
    change = models.ForeignKey(
        UnitChange, verbose_name="thay đổi", on_delete=models.CASCADE, related_name="successions"
    )

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = "kế thừa"
        verbose_name_plural = "kế thừa"
        ordering = ("unit", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "successor"],
                name="succession_once",
                violation_error_message="Đơn vị này đã là đơn vị kế thừa.",
            ),
            models.CheckConstraint(
                condition=~models.Q(unit=models.F("successor")),
                name="succession_not_itself",
                violation_error_message="Đơn vị không thể kế thừa chính nó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.successor_id}"


class ChangedRow(models.Model):
    """One row that a change of the tree touched, in the order of the touching.

    `kind`: the audit name of its model, or the label of a link table; `before`: the touched fields as they were, None for a
    row that the change made; `after`: as they were left. `event_sequence`: the event that recorded it, where any later
    event about the row means that somebody has gone on with it. `part`: under which words it stood in the preview.
    """

    audit_name = "units.changedrow"

    change = models.ForeignKey(UnitChange, verbose_name="thay đổi", on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    before = models.JSONField(encoder=DjangoJSONEncoder, null=True)
    after = models.JSONField(encoder=DjangoJSONEncoder)
    event_sequence = models.BigIntegerField(null=True)
    part = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "dòng đổi theo thay đổi tổ chức"
        verbose_name_plural = "dòng đổi theo thay đổi tổ chức"
        ordering = ("change", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
