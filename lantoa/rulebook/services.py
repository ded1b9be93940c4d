"""Bringing the shipped rules into the book: dated data with sources, kept in data/rules.json."""

from __future__ import annotations

import json
from datetime import date
from importlib import resources

from django.db import transaction

from lantoa.kit.kept import forget_kept
from lantoa.rulebook.models import Rule


def shipped_rules() -> list[dict]:
    """The rules as shipped: dicts with the fields of `Rule`, dates as ISO text."""
    return json.loads(resources.files("lantoa.rulebook").joinpath("data/rules.json").read_text(encoding="utf-8"))


@transaction.atomic
def ensure_rules() -> int:
    """Add shipped rules that the book lacks; never overwrite one that an office changed. Returns how many were added."""
    held = set(Rule.objects.values_list("key", "valid_from"))
    rows = [
        row | {name: date.fromisoformat(row[name]) for name in ("valid_from", "valid_to") if name in row}
        for row in shipped_rules()
    ]
    new = [Rule(**row) for row in rows if (row["key"], row["valid_from"]) not in held]
    Rule.objects.bulk_create(new)
    if new:
        transaction.on_commit(forget_kept)
    return len(new)
