"""Writing many made-up rows: keys are given beforehand, so that rows may point to each other before any is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection, models

ROWS_AT_ONCE = 10_000
Row = TypeVar("Row", bound=models.Model)
# Values of other fields go to both databases as they are.
CONVERTED = (models.DateField, models.DecimalField, models.JSONField)


class RowWriter:
    """Takes unsaved instances, numbers them, and writes them table by table, past `save()` and its defaults.

    Works inside of one transaction: foreign keys are checked at its end. `finish` must be called last.
    """

    def __init__(self) -> None:
        self._next: dict[type[models.Model], int] = {}
        self._pending: dict[type[models.Model], list[models.Model]] = {}
        self._count = 0

    def add(self, row: Row) -> Row:
        """Give the row its key; it is written with the next heap."""
        model = type(row)
        if model not in self._next:
            self._next[model] = (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1
            self._pending[model] = []
        row.pk = self._next[model]
        self._next[model] += 1
        self._pending[model].append(row)
        self._count += 1
        return row

    @property
    def is_full(self) -> bool:
        return self._count >= ROWS_AT_ONCE

    def flush(self) -> None:
        """Write what waits, in the order in which the tables were first used."""
        for model, rows in self._pending.items():
            if rows:
                _insert(model, rows)
                self._pending[model] = []
        self._count = 0

    def finish(self) -> None:
        """Write the rest, and let the tables go on numbering after the last key."""
        self.flush()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self._next)):
                cursor.execute(statement)


def _insert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    table, columns = quote(model._meta.db_table), ", ".join(quote(field.column) for field in fields)
    values = _values(fields, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)  # noqa: S608 - names of our own schema


def _values(fields: list[models.Field], rows: Iterable[models.Model]) -> Iterator[list[Any]]:
    read = attrgetter(*(field.attname for field in fields))
    converters = [(place, _converter(field)) for place, field in enumerate(fields) if isinstance(field, CONVERTED)]
    for row in rows:
        values = list(read(row))
        for place, convert in converters:
            if values[place] is not None:
                values[place] = convert(values[place])
        yield values


def _converter(field: models.Field) -> Callable[[Any], Any]:
    if type(field) is models.DateField and connection.vendor == "sqlite":
        return date.isoformat
    return lambda value: field.get_db_prep_save(value, connection)
