"""Shapes of database constraints that recur, each with a name and a sentence a person can read."""

from __future__ import annotations

from django.db.models import CheckConstraint, F, Q, UniqueConstraint


def in_order(first: str, second: str, *, name: str, message: str) -> CheckConstraint:
    """`second` is empty or not before `first`."""
    return CheckConstraint(
        condition=Q(**{f"{second}__isnull": True}) | Q(**{f"{second}__gte": F(first)}),
        name=name,
        violation_error_message=message,
    )


def together(*fields: str, name: str, message: str) -> CheckConstraint:
    """All of the fields are filled, or none is."""
    filled = Q(**{f"{field}__isnull": False for field in fields})
    empty = Q(**{f"{field}__isnull": True for field in fields})
    return CheckConstraint(condition=filled | empty, name=name, violation_error_message=message)


def one_of(field: str, values: list[str], *, name: str, message: str) -> CheckConstraint:
    """The field holds one of the known values: a raw insert cannot invent another."""
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name, violation_error_message=message)


def unique_even_when_empty(
    *fields: str, nullable: str, name: str, message: str
) -> tuple[UniqueConstraint, UniqueConstraint]:
    """At most one row with these values, two empty values of `nullable` being the same. SQL alone takes empty values as
    different, and SQLite cannot be told otherwise: hence a second constraint over the rows where it is empty."""
    others = [field for field in fields if field != nullable]
    without = Q(**{f"{nullable}__isnull": True})
    return (
        UniqueConstraint(fields=fields, name=name, violation_error_message=message),
        UniqueConstraint(fields=others, condition=without, name=f"{name}_empty", violation_error_message=message),
    )


def require_text(field: str, *, name: str, message: str) -> CheckConstraint:
    """The text is not empty."""
    return CheckConstraint(condition=~Q(**{field: ""}), name=name, violation_error_message=message)
