"""Provinces, districts, communes and hamlets, each with its validity, and which old place became which new one."""

from __future__ import annotations

from typing import Self

from django.db import models

from lantoa.kit.constraints import in_order, one_of
from lantoa.kit.text import search_key, sort_key
from lantoa.units.enums import PlaceKind
from lantoa.units.scope import in_force


class PlaceQuerySet(models.QuerySet):
    def standing(self, on) -> Self:
        return self.filter(in_force(on))

    def search(self, text: str) -> Self:
        """Places whose own or superior's name holds every word, accents and case aside."""
        found = self
        for word in search_key(text).split():
            found = found.filter(search__contains=f" {word}")
        return found


class Place(models.Model):
    """An administrative place over one period. Public knowledge: visible to everyone."""

    audit_name = "units.place"

    code = models.CharField("mã địa bàn", max_length=20)
    name = models.CharField("tên", max_length=120)
    name_sort = models.CharField(max_length=400, editable=False)
    search = models.CharField(max_length=300, editable=False)
    kind = models.CharField("loại", max_length=20, choices=PlaceKind)
    parent = models.ForeignKey(
        "self", verbose_name="thuộc", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)
    latitude = models.FloatField("vĩ độ", null=True, blank=True)
    longitude = models.FloatField("kinh độ", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        ordering = ("name_sort",)
        constraints = (
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="place_once", violation_error_message="Địa bàn này đã có."
            ),
            one_of("kind", PlaceKind.values, name="place_kind_known", message="Loại địa bàn không có trong danh mục."),
            in_order(
                "valid_from", "valid_to", name="place_dates", message="Ngày hết hiệu lực phải từ ngày bắt đầu trở đi."
            ),
        )

    def __str__(self) -> str:
        return self.name

    def index(self, superior: str = "") -> None:
        """Fill the sort and search keys, unsaved. `superior`: names of what it lies in."""
        self.name_sort = sort_key(self.name)[:400]
        self.search = f" {search_key(f'{self.name} {superior}')}"[:300]


class PlaceMapping(models.Model):
    """The old place went, wholly or in part, into the new one."""

    audit_name = "units.placemapping"

    old = models.ForeignKey(Place, verbose_name="trước", on_delete=models.CASCADE, related_name="successors")
    new = models.ForeignKey(Place, verbose_name="sau", on_delete=models.CASCADE, related_name="predecessors")
    is_partial = models.BooleanField("chỉ một phần", default=False)

    class Meta:
        verbose_name = "địa bàn trước và sau sắp xếp"
        verbose_name_plural = "địa bàn trước và sau sắp xếp"
        ordering = ("old", "new")
        constraints = (
            models.UniqueConstraint(
                fields=["old", "new"], name="mapping_once", violation_error_message="Quan hệ này đã có."
            ),
        )

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
