"""Rules as dated data: deadlines, thresholds, forms and layouts, each with its legal source and how sure it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from lantoa.kit.constraints import in_order, require_text
from lantoa.kit.ruling import Refused


class RuleQuerySet(models.QuerySet):
    def in_force(self, on: date) -> RuleQuerySet:
        ends_later = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on)
        return self.filter(ends_later, valid_from__lte=on)


class Rule(models.Model):
    """The value of one rule over a period. A changed law is a new row, never an edited one."""

    audit_name = "rulebook.rule"

    key = models.SlugField("khóa", max_length=80)
    label = models.CharField("tên quy định", max_length=200)
    value = models.JSONField("giá trị", encoder=DjangoJSONEncoder)
    unit_of_value = models.CharField("đơn vị tính", max_length=40, blank=True)
    source = models.CharField("căn cứ", max_length=300)
    is_verified = models.BooleanField("đã đối chiếu văn bản gốc", default=False)
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định"
        verbose_name_plural = "quy định"
        ordering = ("key", "valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=["key", "valid_from"], name="rule_once", violation_error_message="Quy định này đã có."
            ),
            require_text("source", name="rule_has_source", message="Quy định phải ghi căn cứ."),
            in_order(
                "valid_from", "valid_to", name="rule_dates", message="Ngày hết hiệu lực phải từ ngày bắt đầu trở đi."
            ),
        )

    def __str__(self) -> str:
        return self.label


class DayOff(models.Model):
    """A day that differs from the ordinary week: a holiday, or a weekend day worked in exchange."""

    audit_name = "rulebook.dayoff"

    day = models.DateField("ngày", unique=True)
    name = models.CharField("tên", max_length=120)
    is_working = models.BooleanField("là ngày làm bù", default=False)
    source = models.CharField("căn cứ", max_length=300)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class NoRule(Refused):
    """No rule of this key is in force on the day: what rests on it is refused, in words, wherever it was asked for."""


def rule(key: str, on: date) -> Rule:
    """The rule in force on the day. Raises `NoRule`, with a sentence for people, when there is none."""
    found = Rule.objects.in_force(on).filter(key=key).order_by("-valid_from").first()
    if found is None:
        raise NoRule(f"Sổ quy định chưa có “{key}” cho ngày {on:%d/%m/%Y}.")
    return found


def rule_value(key: str, on: date) -> Any:
    return rule(key, on).value
