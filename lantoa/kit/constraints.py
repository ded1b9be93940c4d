"""Shapes of database constraints that recur, each with a name and a sentence a person can read."""

from __future__ import annotations

from django.db.models import CheckConstraint, F, Q


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


def filled(field: str, *, name: str, message: str) -> CheckConstraint:
    """The text is not empty."""
    return CheckConstraint(condition=~Q(**{field: ""}), name=name, violation_error_message=message)
