"""How a backup of an earlier schema becomes rows of today's. Each schema that may still be out there has one entry in STEPS.

Whoever changes tables after a commit that people have installed adds a step at the end: the migrations of that commit, what
was renamed, added, dropped. A backup passes its own step and all later ones. Its values stay as they are: what needs more
than these lists of names is a migration, which the next start runs on the restored rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

# Their tables are the same as long as their migrations are; ours are compared with those of each step.
LIBRARIES = frozenset({"auth", "axes", "contenttypes", "django_tasks_database", "sessions"})
CONTENT_TYPES = "django_content_type"

Migrations = Sequence[Sequence[str]]  # [app, name] of each


@dataclass(frozen=True)
class Table:
    """One table on its way from a backup into the database. `row_count`: how many rows it must have; `last`: the highest
    key ever given in it."""

    name: str
    columns: Sequence[str]
    rows: Iterable[list[Any]]
    row_count: int
    last: int


@dataclass(frozen=True)
class SameAs:
    """The value of a new column is that of another column of the row."""

    column: str


@dataclass(frozen=True)
class Step:
    """From the schema of one commit to that of the next step, or to today's.

    `migrations`: app → names of all that the commit has of ours; `renamed`: table → its name now; `added`: table as it is
    called now → new column → its value in every row kept, or `SameAs` another column; `dropped`: table as it was called → columns
    that are gone;
    `dropped_tables`: gone with their rows; `made`: tables that did not exist and begin empty; `fills`: statements that work out
    new columns from other tables, once all rows are in.
    """

    since: str
    migrations: Mapping[str, tuple[str, ...]]
    renamed: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    dropped: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dropped_tables: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    fills: tuple[str, ...] = ()

    def convert(self, table: Table) -> Table | None:
        """The table as the next schema has it; None for one that is gone."""
        if table.name in self.dropped_tables:
            return None
        gone = self.dropped.get(table.name, frozenset())
        kept = [place for place, column in enumerate(table.columns) if column not in gone]
        name = self.renamed.get(table.name, table.name)
        new = self.added.get(name, {})
        columns = [*(table.columns[place] for place in kept), *new]
        places = {column: place for place, column in enumerate(table.columns)}
        rows = ([*(row[place] for place in kept), *_fill(new, row, places)] for row in table.rows)
        if table.name == CONTENT_TYPES:
            rows = self._rename_content_types(columns, rows)
        return replace(table, name=name, columns=columns, rows=rows)

    def _rename_content_types(self, columns: Sequence[str], rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
        """Django knows a model by app and name; where its table moved to another app, so did the model."""
        app, model = columns.index("app_label"), columns.index("model")
        for row in rows:
            new = self.renamed.get(f"{row[app]}_{row[model]}")
            if new is not None:
                row[app] = new.removesuffix(f"_{row[model]}")
            yield row


def _fill(new: Mapping[str, Any], row: list[Any], places: Mapping[str, int]) -> list[Any]:
    """The values of the new columns for one row of before."""
    return [row[places[value.column]] if isinstance(value, SameAs) else value for value in new.values()]


def find_steps(made: Migrations, today: Migrations) -> tuple[Step, ...] | None:
    """What a backup with these migrations passes to reach today's; none when it is of today, None when it is not known."""
    if _sort_migrations(made) == _sort_migrations(today):
        return ()
    ours = _ours(made)
    if _of_libraries(made) != _of_libraries(today):
        return None
    for place, step in enumerate(STEPS):
        if ours == {(app, name) for app, names in step.migrations.items() for name in names}:
            return STEPS[place:]
    return None


def convert(table: Table, steps: Iterable[Step]) -> Table | None:
    """The table after all steps; None when one of them drops it."""
    for step in steps:
        converted = step.convert(table)
        if converted is None:
            return None
        table = converted
    return table


def _sort_migrations(migrations: Migrations) -> list[tuple[str, ...]]:
    return sorted(tuple(pair) for pair in migrations)


def _ours(migrations: Migrations) -> set[tuple[str, ...]]:
    return {pair for pair in _sort_migrations(migrations) if pair[0] not in LIBRARIES}


def _of_libraries(migrations: Migrations) -> set[tuple[str, ...]]:
    return set(_sort_migrations(migrations)) - _ours(migrations)


# 22 November 2026. The registers of initiatives were one app; its tables went, with the same columns, to the apps that now
# own them. Audit events had one format, with the name of who acted (kit/audit.py).
BEFORE_THE_SPLIT = Step(
    since="69f0fe2",
    migrations={
        "councils": ("0001_councils_criteria_sittings_scores",),
        "desk": ("0001_import_jobs",),
        "initiatives": (
            "0001_initiatives_declarations_facts",
            "0002_one_statement_a_day",
            "0003_life_of_an_initiative",
            "0004_earlier_recognitions",
            "0005_endings_have_reasons",
            "0006_years_are_found_by_unit",
            "0007_dossiers_at_sittings",
            "0008_progress_reports_have_revisions",
            "0009_text_prints",
            "0010_watch_runs_and_digests",
            "0011_copies_wait_for_their_registration",
            "0012_evidence_may_be_rejected",
            "0013_alerts_of_follow_up",
            "0014_prints_of_earlier_texts",
            "0015_notices_of_directive_tasks",
        ),
        "kit": ("0001_audit_chain", "0002_stored_files_and_uploads", "0003_uploads_know_their_last_piece"),
        "movement": (
            "0001_sectors_campaigns_themes",
            "0002_one_name_also_without_a_unit",
            "0003_steering_committees_directives_tasks",
        ),
        "rulebook": ("0001_rules_and_days_off",),
        "units": ("0001_units_people_places", "0002_links_on_other_lines", "0003_search_holds_former_names"),
    },
    renamed={
        "initiatives_alert": "watch_alert",
        "initiatives_candidacy": "recognition_candidacy",
        "initiatives_declaration": "declarations_declaration",
        "initiatives_declinedsuggestion": "spreading_declinedsuggestion",
        "initiatives_digest": "watch_digest",
        "initiatives_evidence": "evidence_evidence",
        "initiatives_followup": "watch_followup",
        "initiatives_handbook": "spreading_handbook",
        "initiatives_handbookstep": "spreading_handbookstep",
        "initiatives_inspection": "watch_inspection",
        "initiatives_measurement": "plans_measurement",
        "initiatives_milestone": "plans_milestone",
        "initiatives_plan": "plans_plan",
        "initiatives_plan_coordinating": "plans_plan_coordinating",
        "initiatives_planindicator": "plans_planindicator",
        "initiatives_programme": "spreading_programme",
        "initiatives_programmetarget": "spreading_programmetarget",
        "initiatives_progressreport": "plans_progressreport",
        "initiatives_prospect": "prospects_prospect",
        "initiatives_recognition": "recognition_recognition",
        "initiatives_renewal": "recognition_renewal",
        "initiatives_watchrun": "watch_watchrun",
    },
    added={
        "declarations_declaration": {"measure": "standing"},
        "kit_event": {"format": 1},
        # The unit is looked up by `fills`: keys that lead nowhere are refused only when the transaction ends.
        "watch_alert": {"climbed_on": SameAs("raised_on"), "unit_id": SameAs("initiative_id")},
        "watch_digest": {"news_after": None, "seen_at": None},
        "recognition_recognition": {"window_on": None, "window_due_on": None, "window_lapses_on": None},
    },
    fills=(
        *(
            f"UPDATE recognition_recognition SET {kept} = (SELECT {column} FROM recognition_renewal"  # noqa: S608 - our own names
            " WHERE recognition_id = recognition_recognition.id ORDER BY renewed_on DESC, id DESC LIMIT 1)"
            for kept, column in (
                ("window_on", "renewed_on"),
                ("window_due_on", "due_on"),
                ("window_lapses_on", "lapses_on"),
            )
        ),
        "UPDATE watch_alert SET unit_id = (SELECT unit_id FROM initiatives_initiative"
        " WHERE initiatives_initiative.id = watch_alert.initiative_id)",
    ),
    # What waits is worked out anew; only tasks by directive are still told one by one, again where they still stand.
    dropped_tables=frozenset({"initiatives_notice"}),
    made=frozenset(
        {
            "dossiers_savedview",
            "units_changedrow",
            "units_succession",
            "watch_finding",
            "watch_finding_units",
            "watch_notice",
            "watch_watcher",
        }
    ),
)

# Oldest first; the last one leads to today's schema.
STEPS: tuple[Step, ...] = (BEFORE_THE_SPLIT,)
