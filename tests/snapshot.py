"""Rows that nearly every test begins with, made once a process by the real services and then put back as they were.

The cast costs some 150 statements; putting its rows back costs one a table. Where the tables are not as bare as they were, or the
clock stands elsewhere, nothing is put back and the caller makes the rows anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

LASTS = timedelta(hours=1)
"""A test that begins later than that after the rows were made, or before them, has travelled."""


@dataclass(frozen=True)
class Rows:
    """What one table gained: its columns and their values as the database driver gives and takes them."""

    model: type[models.Model]
    columns: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]

    def insert(self, cursor: Any) -> None:
        quote = connection.ops.quote_name
        row = f"({', '.join(['%s'] * len(self.columns))})"
        cursor.execute(
            f"INSERT INTO {quote(self.model._meta.db_table)} ({', '.join(map(quote, self.columns))}) "  # noqa: S608 - names of our schema
            f"VALUES {', '.join([row] * len(self.values))}",
            [value for values in self.values for value in values],
        )


@dataclass(frozen=True)
class Snapshot:
    """The rows that a piece of code added to the database, and when."""

    tables: tuple[Rows, ...]
    made_at: datetime

    def fits(self) -> bool:
        """Whether the rows can be put back now: none of their tables holds a row, and it is still the time of their making."""
        if not timedelta() <= timezone.now() - self.made_at < LASTS:
            return False
        quote = connection.ops.quote_name
        tables = " UNION ALL ".join(
            f"SELECT 1 WHERE EXISTS (SELECT 1 FROM {quote(rows.model._meta.db_table)})"  # noqa: S608 - names of our schema
            for rows in self.tables
        )
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT EXISTS ({tables})")
            return not cursor.fetchone()[0]

    def put_back(self) -> None:
        with connection.cursor() as cursor:
            for rows in self.tables:
                rows.insert(cursor)
            # A sequence of PostgreSQL knows nothing of keys that were given with the row.
            for statement in connection.ops.sequence_reset_sql(no_style(), [rows.model for rows in self.tables]):
                cursor.execute(statement)


def take_snapshot(before: dict[str, int]) -> Snapshot:
    """All rows of the tables that were empty before (`count_rows`). A table that was not, and grew, is a ValueError."""
    grown = [model for model, count in _counts() if count != before[model._meta.db_table]]
    if mixed := [model._meta.db_table for model in grown if before[model._meta.db_table]]:
        raise ValueError(f"held rows before: {', '.join(mixed)}")
    return Snapshot(tuple(_read(model) for model in grown), timezone.now())


def count_rows() -> dict[str, int]:
    return {model._meta.db_table: count for model, count in _counts()}


def _counts() -> Iterable[tuple[type[models.Model], int]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model, model._base_manager.count()


def _read(model: type[models.Model]) -> Rows:
    with connection.cursor() as cursor:
        table, key = map(connection.ops.quote_name, (model._meta.db_table, model._meta.pk.column))
        cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")  # noqa: S608 - names of our schema
        return Rows(model, tuple(column[0] for column in cursor.description), tuple(map(tuple, cursor.fetchall())))
