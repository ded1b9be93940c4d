"""Every table of an installation as plain rows: read from one database, written into another of either make.

A row is a list of JSON values in the order of the table's columns. What the database gives back after writing equals
what was read: instants to the microsecond, decimals by their digits, keys as they were.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.duration import duration_iso_string

ROWS_AT_ONCE = 1000


def all_tables() -> list[type[models.Model]]:
    """A model for each table, ours and the libraries', and the list of applied migrations; by name of the table."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return sorted([*found, MigrationRecorder(connection).Migration], key=lambda model: model._meta.db_table)


def kept_tables() -> list[type[models.Model]]:
    """The tables that a backup holds: not the sessions, which would let whoever holds it pass for the people signed in then."""
    return [model for model in all_tables() if model is not Session]


def applied_migrations() -> list[list[str]]:
    """[app, name] of each migration that the database has, sorted."""
    return sorted(list(key) for key in MigrationRecorder(connection).applied_migrations())


def columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


# --- reading ---


@contextmanager
def frozen_view() -> Iterator[None]:
    """All reads inside see the database as of one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Not `atomic`: that would take SQLite's write lock and make every clerk wait for the backup.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def read_rows(model: type[models.Model]) -> Iterator[list[Any]]:
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield [_encode_value(value) for value in row]


def last_numbers() -> dict[str, int]:
    """Table → the highest key ever given in it, so that the key of a deleted row is not given again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            given = dict(cursor.fetchall())
            return {model._meta.db_table: given.get(model._meta.db_table, 0) for model in _find_numbered_tables()}
        return {model._meta.db_table: _last_of_sequence(cursor, model) for model in _find_numbered_tables()}


def _last_of_sequence(cursor, model: type[models.Model]) -> int:
    cursor.execute(f"SELECT last_value, is_called FROM {_sequence(cursor, model)}")  # noqa: S608 - the database's own name
    value, is_called = cursor.fetchone()
    return value if is_called else 0


def _encode_value(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case _:
            return value


# --- writing ---


def clear_all() -> None:
    """Empty every table, inside the caller's transaction."""
    names = [model._meta.db_table for model in all_tables()]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), names, reset_sequences=False, allow_cascade=False):
            cursor.execute(statement)


def write_rows(model: type[models.Model], names: list[str], rows: Iterable[list[Any]]) -> int:
    """Insert the rows as they are, past `save()` and its defaults. `names`: the columns' order. Returns how many."""
    by_name = {field.column: field for field in columns(model)}
    fields = [by_name[name] for name in names]
    quote = connection.ops.quote_name
    table, places = quote(model._meta.db_table), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({', '.join(map(quote, names))}) VALUES ({places})"  # noqa: S608 - names of our own schema
    count, heap = 0, []
    with connection.cursor() as cursor:
        for row in rows:
            heap.append([_decode_value(field, value) for field, value in zip(fields, row, strict=True)])
            count += 1
            if len(heap) == ROWS_AT_ONCE:
                cursor.executemany(statement, heap)
                heap = []
        if heap:
            cursor.executemany(statement, heap)
    return count


def set_last_numbers(numbers: dict[str, int]) -> None:
    """Let each table go on numbering after its highest key ever given."""
    with connection.cursor() as cursor:
        for model in _find_numbered_tables():
            table, last = model._meta.db_table, numbers.get(model._meta.db_table, 0)
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                if last:
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
            else:
                cursor.execute("SELECT setval(%s, %s, %s)", [_sequence(cursor, model), last or 1, bool(last)])


def _decode_value(field: models.Field, value: Any) -> Any:
    if value is None and isinstance(field, models.JSONField) and not field.null:
        value = models.Value(None, models.JSONField())  # JSON's own null, not an empty column
        return field.get_db_prep_save(value, connection)
    return field.get_db_prep_save(field.to_python(value), connection)


def _find_numbered_tables() -> list[type[models.Model]]:
    return [model for model in all_tables() if isinstance(model._meta.pk, models.AutoField)]


def _sequence(cursor, model: type[models.Model]) -> str:
    cursor.execute(
        "SELECT pg_get_serial_sequence(%s, %s)",
        [connection.ops.quote_name(model._meta.db_table), model._meta.pk.column],
    )
    return cursor.fetchone()[0]
