"""The summary on screen, as workbook and as Word file."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from lantoa.figures.figures import ReportScope
from lantoa.kit.http import download
from lantoa.kit.parts import Tab
from lantoa.reports.charts import nested_levels, sector_bars
from lantoa.reports.documents import write_docx
from lantoa.reports.exports import write_xlsx
from lantoa.reports.forms import ScopeForm
from lantoa.reports.summary import Summary
from lantoa.reports.summary import summary as read_summary
from lantoa.reports.tables import scope_query, summary_cell, tables
from lantoa.reports.views.scoped import with_scope
from lantoa.units.acting import acting_unit

KEY_FIGURES = (
    "initiatives.registered",
    "recognitions.standing",
    "initiatives.replicated",
    "units.base_organisations",
    "units.members",
)


@with_scope
def summary(request: HttpRequest, *, form: ScopeForm, scope: ReportScope) -> HttpResponse:
    report = read_summary(scope)
    laid_out = tables(report)
    context = {
        "form": form,
        "report": report,
        "scope": scope,
        "key_cells": [summary_cell(report, report.figure(key)) for key in KEY_FIGURES],
        "levels": nested_levels(report),
        "bars": sector_bars(report, "initiatives.registered"),
        "tables": laid_out,
        "table_groups": [
            list(group) for _, group in groupby(laid_out, key=lambda table: table.is_narrow or table.anchor)
        ],
        "periods": period_tabs(scope, timezone.localdate()),
        "query": urlencode(scope_query(scope)),
        "acting": acting_unit(request),
    }
    return render(request, "reports/summary.html", context)


@with_scope
def summary_xlsx(request: HttpRequest, *, form: ScopeForm, scope: ReportScope) -> HttpResponse:
    return _file(read_summary(scope), write_xlsx, "xlsx")


@with_scope
def summary_docx(request: HttpRequest, *, form: ScopeForm, scope: ReportScope) -> HttpResponse:
    return _file(read_summary(scope), write_docx, "docx")


def period_tabs(scope: ReportScope, today: date) -> list[Tab]:
    """The periods people ask for most, one click each."""
    year = today.year
    choices = [
        (f"Năm {year} đến nay", date(year, 1, 1), today),
        (f"Năm {year - 1}", date(year - 1, 1, 1), date(year - 1, 12, 31)),
        (f"6 tháng đầu {year}", date(year, 1, 1), date(year, 6, 30)),
        ("2021–2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("2021–2023", date(2021, 1, 1), date(2023, 12, 31)),
    ]
    query = scope_query(scope)
    return [
        Tab(
            label,
            f"{reverse('summary')}?{urlencode(query | {'tu': start.isoformat(), 'den': end.isoformat()})}",
            (scope.start, scope.end) == (start, end),
        )
        for label, start, end in choices
    ]


def _file(report: Summary, write, suffix: str) -> HttpResponse:
    name = f"tong-hop-{report.scope.unit.code}-{report.scope.start}-{report.scope.end}.{suffix}"
    return download(lambda file: write(report, file), name)
