"""Directives: the documents by which a unit directs the movement below it."""

from __future__ import annotations

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse

from lantoa.kit.constraints import in_order, one_of, require_text
from lantoa.kit.file_models import StoredFile
from lantoa.kit.text import search_key
from lantoa.movement.enums import DirectiveKind
from lantoa.movement.models.frame import FromAboveQuerySet
from lantoa.units.models import Unit


class DirectiveQuerySet(FromAboveQuerySet):
    def visible_to(self, user) -> Self:
        """Directives of units in scope, of those above one's own, and those with a task that one sees."""
        if getattr(user, "is_authenticated", False) and not user.sees_all:
            from_above = super().visible_to(user)
            with_task = apps.get_model("movement", "Task").objects.visible_to(user).values("directive_id")
            return self.filter(Q(pk__in=from_above.order_by().values("pk")) | Q(pk__in=with_task))
        return super().visible_to(user)

    def search(self, text: str) -> Self:
        """Those whose number and title hold every word, accents and case aside."""
        found = self
        for word in search_key(text).split():
            found = found.filter(search__contains=f" {word}")
        return found


class Directive(models.Model):
    """A document that directs: who issued it, its number and date, on which document above it rests (`based_on`)."""

    audit_name = "movement.directive"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị ban hành", on_delete=models.PROTECT, related_name="directives")
    kind = models.CharField("loại văn bản", max_length=20, choices=DirectiveKind)
    number = models.CharField("số, ký hiệu", max_length=60)
    dated_on = models.DateField("ngày ban hành")
    title = models.CharField("trích yếu", max_length=300)
    summary = models.TextField("tóm tắt nội dung", blank=True)
    search = models.TextField(editable=False)
    scan = models.ForeignKey(
        StoredFile, verbose_name="bản quét", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    based_on = models.ForeignKey(
        "self",
        verbose_name="căn cứ văn bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="follow_ups",
    )
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản chỉ đạo"
        verbose_name_plural = "văn bản chỉ đạo"
        ordering = ("-dated_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "number", "dated_on"],
                name="directive_once",
                violation_error_message="Đơn vị đã có văn bản cùng số, cùng ngày.",
            ),
            require_text("number", name="directive_number_filled", message="Văn bản phải có số, ký hiệu."),
            require_text("title", name="directive_title_filled", message="Văn bản phải có trích yếu."),
            one_of(
                "kind",
                DirectiveKind.values,
                name="directive_kind_known",
                message="Loại văn bản không có trong danh mục.",
            ),
            in_order(
                "dated_on",
                "valid_to",
                name="directive_dates",
                message="Ngày hết hiệu lực phải từ ngày ban hành trở đi.",
            ),
            models.CheckConstraint(
                condition=~Q(based_on=models.F("pk")) | Q(based_on__isnull=True),
                name="directive_not_on_itself",
                violation_error_message="Văn bản không thể căn cứ chính nó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} số {self.number}"

    def save(self, *args, **kwargs):
        words = search_key(f"{self.get_kind_display()} {self.number} {self.title}").split()
        self.search = "".join(f" {word}" for word in dict.fromkeys(words))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("directive", args=[self.pk])
