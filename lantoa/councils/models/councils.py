"""Councils and their dated members. A member in force sees the council whatever their role scope is."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lantoa.councils.enums import CouncilRole
from lantoa.kit.constraints import in_order, one_of, require_text
from lantoa.units.enums import Tier
from lantoa.units.models import Unit
from lantoa.units.scope import ScopedQuerySet, in_force
from lantoa.units.tree import tree_of_rights

LEADERS = (CouncilRole.CHAIR, CouncilRole.DEPUTY, CouncilRole.SECRETARY)


def councils_of(user, *roles: str) -> QuerySet:
    """Keys of the councils in which the person sits today, in one of the roles if any are named."""
    held = Member.objects.filter(in_force(timezone.localdate()), person=user)
    return (held.filter(role__in=roles) if roles else held).values("council_id")


class CouncilScopedQuerySet(ScopedQuerySet):
    """Rows that belong to a council: seen by whom its unit's subtree is in scope for, and by its members of today."""

    council_path = "council_id"
    unit_path = "council__unit_id"

    def in_scope(self, user) -> Q:
        """Rows of the councils whose unit the person's roles of today cover."""
        if user.sees_all:
            return Q(pk__isnull=False)
        return Q(**{f"{self.unit_path}__in": tree_of_rights(timezone.localdate()).below(user.root_ids)})

    def visible_to(self, user) -> Self:
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(self.in_scope(user) | Q(**{f"{self.council_path}__in": councils_of(user)}))


class CouncilQuerySet(CouncilScopedQuerySet):
    council_path = "pk"
    unit_path = "unit_id"


class Council(models.Model):
    """A body that a unit sets up by a decision to appraise what units below it hand in."""

    audit_name = "councils.council"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị thành lập", on_delete=models.PROTECT, related_name="councils")
    name = models.CharField("tên hội đồng", max_length=200)
    tier = models.CharField("cấp", max_length=10, choices=Tier)
    decision_no = models.CharField("số quyết định thành lập", max_length=60, blank=True)
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "hội đồng"
        verbose_name_plural = "hội đồng"
        ordering = ("-valid_from", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "name", "valid_from"],
                name="council_once",
                violation_error_message="Hội đồng này đã có.",
            ),
            require_text("name", name="council_name_filled", message="Hội đồng phải có tên."),
            one_of("tier", Tier.values, name="council_tier_known", message="Cấp không có trong danh mục."),
            in_order(
                "valid_from", "valid_to", name="council_dates", message="Ngày hết hiệu lực phải từ ngày bắt đầu trở đi."
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("council", args=[self.pk])


class MemberQuerySet(CouncilScopedQuerySet):
    def on(self, day) -> Self:
        """Members whose term holds the day."""
        return self.filter(in_force(day))


class Member(models.Model):
    """A person's seat in a council over a period, both days inside."""

    audit_name = "councils.member"

    council = models.ForeignKey(Council, verbose_name="hội đồng", on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người", on_delete=models.PROTECT, related_name="seats"
    )
    role = models.CharField("nhiệm vụ", max_length=10, choices=CouncilRole)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên hội đồng"
        verbose_name_plural = "thành viên hội đồng"
        ordering = ("council", "valid_from", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "person"],
                condition=Q(valid_to__isnull=True),
                name="council_member_once",
                violation_error_message="Người này đang là thành viên hội đồng.",
            ),
            models.UniqueConstraint(
                fields=["council", "person", "valid_from"],
                name="council_member_once_a_day",
                violation_error_message="Người này đã là thành viên hội đồng từ ngày này.",
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(valid_to__isnull=True, role=CouncilRole.CHAIR),
                name="council_member_one_chair",
                violation_error_message="Hội đồng đang có chủ tịch.",
            ),
            one_of(
                "role",
                CouncilRole.values,
                name="council_member_role_known",
                message="Nhiệm vụ không có trong danh mục.",
            ),
            in_order(
                "valid_from",
                "valid_to",
                name="council_member_dates",
                message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
        )

    def __str__(self) -> str:
        return str(self.person)

    def sits_on(self, day) -> bool:
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)
