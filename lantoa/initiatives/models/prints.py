"""Prints of the registrations' texts: what near-duplicates are looked up by."""

from __future__ import annotations

from django.db import models

from lantoa.initiatives.models.initiatives import Initiative
from lantoa.units.scope import ScopedQuerySet


class TextPrintQuerySet(ScopedQuerySet):
    unit_path = "initiative__unit_id"


class TextPrint(models.Model):
    """One of the few hashes that stand for an initiative's texts (`kit.likeness.texts.prints_of`); derived, kept in step by
    `services.prints`."""

    audit_name = "initiatives.textprint"

    initiative = models.ForeignKey(
        Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="prints", db_index=False
    )
    value = models.BigIntegerField("dấu")

    objects = TextPrintQuerySet.as_manager()

    class Meta:
        verbose_name = "dấu văn bản"
        verbose_name_plural = "dấu văn bản"
        ordering = ("initiative", "value")
        indexes = (models.Index(fields=["value", "initiative"], name="text_print_lookup"),)
        constraints = (
            models.UniqueConstraint(
                fields=["initiative", "value"],
                name="text_print_once",
                violation_error_message="Dấu này của mô hình đã có.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.initiative_id}/{self.value}"
