"""The records behind one figure, page by page, and as a workbook."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lantoa.figures.figures import ReportScope, UnknownFigure
from lantoa.kit.http import download, page_or_fragment
from lantoa.reports.exports import write_records_xlsx
from lantoa.reports.forms import ScopeForm, dims_of
from lantoa.reports.records import RecordList
from lantoa.reports.records import records as read_records
from lantoa.reports.tables import summary_url
from lantoa.reports.views.scoped import with_scope

PAGE = 50


@with_scope
def records(request: HttpRequest, key: str, *, form: ScopeForm, scope: ReportScope) -> HttpResponse:
    number = _page_number(request)
    try:
        listed = read_records(
            key, dims_of(request.GET), scope, user=request.user, start=(number - 1) * PAGE, stop=number * PAGE
        )
    except UnknownFigure as unknown:
        return render(request, "reports/unknown_figure.html", {"reasons": unknown.reasons, "scope": scope}, status=404)
    context = {
        "listed": listed,
        "scope": scope,
        "page": _page(listed, number),
        "back_url": summary_url(scope),
        "query": request.GET.urlencode(),
    }
    return page_or_fragment(request, "reports/records.html", "reports/_records.html", context)


@with_scope
def records_xlsx(request: HttpRequest, key: str, *, form: ScopeForm, scope: ReportScope) -> HttpResponse:
    found = read_records(key, dims_of(request.GET), scope, user=request.user)
    return download(lambda file: write_records_xlsx(found, file), f"{key.replace('.', '-')}-{scope.unit.code}.xlsx")


def _page_number(request: HttpRequest) -> int:
    given = request.GET.get("trang", "1")
    return max(int(given), 1) if given.isascii() and given.isdigit() else 1


def _page(listed: RecordList, number: int) -> Page:
    """The pager's view of the slice that was read; the records themselves are not asked for again."""
    paginator = Paginator(range(listed.visible), PAGE)
    return paginator.get_page(number)
