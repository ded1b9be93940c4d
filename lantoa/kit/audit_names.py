"""The name under which the audit chain knows records of a model. It is hashed, so it stays when a model moves to another app."""

from __future__ import annotations

from django.apps import apps
from django.db import models


def audit_name_of(record: models.Model | type[models.Model]) -> str:
    """The model's own `audit_name`, such as "units.unit". Raises `TypeError` for a model that has none."""
    name = getattr(record, "audit_name", None)
    if not isinstance(name, str):
        raise TypeError(f"{record._meta.label} has no audit_name; nothing about it can be recorded")
    return name


def models_by_audit_name() -> dict[str, type[models.Model]]:
    """Each recorded model by its name. Raises `ValueError` where two models claim the same one."""
    found: dict[str, type[models.Model]] = {}
    for model in apps.get_models():
        name = getattr(model, "audit_name", None)
        if isinstance(name, str) and found.setdefault(name, model) is not model:
            raise ValueError(f"audit name {name!r} is claimed by {found[name].__name__} and {model.__name__}")
    return found
