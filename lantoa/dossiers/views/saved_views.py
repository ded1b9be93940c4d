"""The views of the list: those that everybody has, and one's own, kept as filters under a name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.dossiers.forms import LACKING, RETURNED, WAITING, FilterForm, SavedViewForm
from lantoa.dossiers.models import SavedView
from lantoa.dossiers.queries import ANY_TIER
from lantoa.dossiers.services import MOST_VIEWS, NameUsed, delete_view, rename_view, save_view
from lantoa.initiatives.rules import DECIDERS_ABOVE, DECIDERS_AT, WRITERS
from lantoa.kit.http import door
from lantoa.kit.parts import Tab
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person


def list_tabs(person: Person, form: FilterForm, own: list[tuple[str, str]], *, count: int, waiting: int) -> list[Tab]:
    """The built-in views and one's `own`, the one in force lit. Only it, with the `count` of its rows, and what waits for the
    person bear numbers: those of all the others would be counted anew at each visit."""
    now = _tell_filters(form.clean_query())
    tabs = []
    for label, query in [*_first_views(person), *own, *_last_views()]:
        is_current = form.is_valid() and _tell_filters(QueryDict(query)) == now
        number = waiting if query == f"viec={WAITING}" else None
        tabs.append(
            Tab(label, f"?{query}" if query else reverse("initiatives"), is_current, count if is_current else number)
        )
    return tabs


def _first_views(person: Person) -> list[tuple[str, str]]:
    """Label and query of the views that come before one's own: all rows, and what waits for the person."""
    views = [("Tất cả", "")]
    if person.holds(DECIDERS_AT | DECIDERS_ABOVE):
        views.append(("Chờ tôi duyệt", f"viec={WAITING}"))
    if person.holds(WRITERS):
        views.append(("Chờ tôi sửa", f"viec={RETURNED}"))
    return views


def _last_views() -> list[tuple[str, str]]:
    year = timezone.localdate().year
    return [
        (f"Năm {year}", f"nam={year}"),
        ("Cần đôn đốc", f"viec={LACKING}"),
        ("Được công nhận", f"cong-nhan={ANY_TIER}"),
    ]


def own_views(person: Person) -> list[tuple[str, str]]:
    return list(SavedView.objects.visible_to(person).values_list("name", "query"))


def _tell_filters(query: QueryDict) -> dict[str, str]:
    """The filters by name: two addresses with the same ones are the same view, in whatever order the rows stand."""
    return {name: query[name] for name in query if name != "sap-xep"}


def saved_views(request: HttpRequest) -> HttpResponse:
    """One's own views, to rename or delete."""
    return _show_views(request)


def saved_view_new(request: HttpRequest) -> HttpResponse:
    """Keep the filters of `bo-loc` under a name; a name that is used may be overwritten."""
    sent = request.POST if request.method == "POST" else None
    query = (request.GET if sent is None else sent).get("bo-loc", "")
    filters = FilterForm(QueryDict(query), user=request.user)
    form = SavedViewForm(sent)
    context = {"form": form, "query": query, "is_used": False, "filters": _say_filters(filters)}
    if form.is_valid():
        try:
            _require_right_filters(filters)
            view = save_view(form.cleaned_data["ten"], query=query, by=request.user, is_overwriting="luu-de" in sent)
        except Refused as refusal:
            form.add_error("ten", refusal.reasons)
            context["is_used"] = isinstance(refusal, NameUsed)
        else:
            messages.success(request, f"Đã lưu bộ lọc “{view}”.")
            return redirect(f"{reverse('initiatives')}?{view.query}")
    return render(request, "dossiers/saved_view.html", context, status=422 if form.errors else 200)


@require_POST
def saved_view_rename(request: HttpRequest, pk: int) -> HttpResponse:
    view = door(SavedView.objects.visible_to(request.user), pk=pk)
    try:
        rename_view(view, name=request.POST.get("ten", ""), by=request.user)
    except Refused as refusal:
        return _show_views(request, fault=" ".join(refusal.reasons), wrong=pk)
    messages.success(request, f"Đã đổi tên bộ lọc thành “{view}”.")
    return redirect("saved_views")


@require_POST
def saved_view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    view = door(SavedView.objects.visible_to(request.user), pk=pk)
    delete_view(view, by=request.user)
    messages.success(request, f"Đã xóa bộ lọc “{view}”. Các mô hình không bị ảnh hưởng.")
    return redirect("saved_views")


def _show_views(request: HttpRequest, *, fault: str = "", wrong: int | None = None) -> HttpResponse:
    """`fault`: why the view `wrong` was not renamed."""
    rows = SavedView.objects.visible_to(request.user)
    views = [
        {
            "pk": row.pk,
            "name": request.POST.get("ten", row.name) if row.pk == wrong else row.name,
            "label": row.name,
            "url": f"{reverse('initiatives')}?{row.query}",
            "filters": _say_filters(FilterForm(QueryDict(row.query), user=request.user)),
            "fault": fault if row.pk == wrong else "",
        }
        for row in rows
    ]
    context: dict[str, Any] = {"views": views, "most": MOST_VIEWS}
    return render(request, "dossiers/saved_views.html", context, status=422 if fault else 200)


def _say_filters(form: FilterForm) -> str:
    if not form.is_valid():
        return "Có điều kiện không còn đúng; mở ra để sửa."
    return "; ".join(form.in_words().values())


def _require_right_filters(form: FilterForm) -> None:
    """Raises `Refused` for a value that the list would not take. A filter that it does not know the service refuses."""
    if not form.is_valid():
        raise Refused("Bộ lọc có chỗ không đúng nên chưa lưu; hãy mở lại danh sách và lọc lại.")
