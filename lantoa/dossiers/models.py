"""What a person keeps of the list of initiatives: filters under a name of their own."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models

from lantoa.kit.constraints import require_text


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """One's own and nobody else's, whatever one's role."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(person_id=user.pk)


class SavedView(models.Model):
    """Filters of the list under a name. Only its owner sees it, and it goes with the account; the audit chain, which keeps
    for ever, holds nothing of it. `query`: of the address, as the filter form tidies it; `position`: its rank among the tabs."""

    audit_name = "dossiers.savedview"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người lưu", on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField("tên bộ lọc", max_length=40)
    query = models.CharField("bộ lọc", max_length=2000)
    position = models.PositiveSmallIntegerField("thứ tự")

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "bộ lọc đã lưu"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "name"],
                name="saved_view_name_once",
                violation_error_message="Bạn đã có một bộ lọc mang tên này.",
            ),
            require_text("name", name="saved_view_name_filled", message="Bộ lọc phải có tên."),
            require_text("query", name="saved_view_query_filled", message="Bộ lọc phải có ít nhất một điều kiện."),
        )

    def __str__(self) -> str:
        return self.name
