"""People who sign in, and their dated roles at a unit. Least data: no Party membership, no identity number."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lantoa.kit.constraints import in_order, one_of, require_text
from lantoa.units.enums import RoleKind
from lantoa.units.models.units import Unit
from lantoa.units.scope import ScopedQuerySet, in_force
from lantoa.units.tree import tree_of_rights


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """People with a role, past or present, at a unit in the user's scope; oneself always."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.sees_all:
            return self.all()
        below = tree_of_rights(timezone.localdate()).below(user.root_ids)
        return self.filter(Q(pk__in=Role.objects.filter(unit_id__in=below).values("person_id")) | Q(pk=user.pk))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def get_by_natural_key(self, username: str) -> Person:
        return self.get(username=username)


class Person(AbstractBaseUser):
    audit_name = "units.person"

    username = models.CharField(
        "tên đăng nhập", max_length=60, unique=True, error_messages={"unique": "Tên đăng nhập này đã có người dùng."}
    )
    full_name = models.CharField("họ và tên", max_length=120)
    job_title = models.CharField("chức vụ", max_length=120, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ("full_name",)

    objects = PersonManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ("username",)
        constraints = (require_text("username", name="person_username_filled", message="Phải có tên đăng nhập."),)

    def __str__(self) -> str:
        return self.full_name or self.username

    @cached_property
    def roles_today(self) -> list[Role]:
        """Roles in force today, read once for each loaded person."""
        return list(self.roles.filter(in_force(timezone.localdate())).select_related("unit").order_by("pk"))

    @property
    def sees_all(self) -> bool:
        return any(role.unit_id is None for role in self.roles_today)

    @property
    def root_ids(self) -> set[int]:
        """Keys of the units at which the person has a role today."""
        return {role.unit_id for role in self.roles_today if role.unit_id is not None}

    def holds(self, kinds: Collection[str]) -> bool:
        """Whether the person has a role of one of these kinds today, wherever."""
        return any(role.kind in kinds for role in self.roles_today)

    def holds_everywhere(self, kinds: Collection[str]) -> bool:
        """Whether the person has such a role today over the whole installation."""
        return any(role.kind in kinds for role in self.roles_today if role.unit_id is None)

    def root_ids_as(self, kinds: Collection[str]) -> set[int]:
        """Keys of the units at which the person has such a role today: these units themselves, not all below them."""
        return {role.unit_id for role in self.roles_today if role.unit_id is not None and role.kind in kinds}


class RoleQuerySet(ScopedQuerySet):
    def today(self) -> Self:
        return self.filter(in_force(timezone.localdate()))

    def lasting(self) -> Self:
        """Those that hold today or will."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate()))


class Role(models.Model):
    """A person's right at a unit and all below it, over a period. Without a unit: over the whole installation."""

    audit_name = "units.role"

    person = models.ForeignKey(Person, verbose_name="người", on_delete=models.CASCADE, related_name="roles")
    unit = models.ForeignKey(
        Unit, verbose_name="đơn vị", null=True, blank=True, on_delete=models.PROTECT, related_name="roles"
    )
    kind = models.CharField("vai trò", max_length=20, choices=RoleKind)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trò"
        verbose_name_plural = "vai trò"
        ordering = ("person", "valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "unit", "kind"],
                condition=Q(valid_to__isnull=True),
                name="role_once",
                violation_error_message="Người này đã có vai trò đó tại đơn vị.",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(kind__in=[RoleKind.OFFICE, RoleKind.AUDITOR]),
                name="role_everywhere_kind",
                violation_error_message="Chỉ văn phòng và người xem mới có phạm vi toàn hệ thống.",
            ),
            one_of("kind", RoleKind.values, name="role_kind_known", message="Vai trò không có trong danh mục."),
            in_order("valid_from", "valid_to", name="role_dates", message="Ngày kết thúc phải từ ngày bắt đầu trở đi."),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.unit or 'toàn hệ thống'}"

    @property
    def is_over(self) -> bool:
        return self.valid_to is not None and self.valid_to < timezone.localdate()
