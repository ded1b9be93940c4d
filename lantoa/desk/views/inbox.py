"""All that waits for me, heap by heap."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.desk.queries import waiting
from lantoa.kit.parts import Tab

ROWS = 25


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """`muc` in the address chooses the heap; the first one that holds anything by default."""
    heaps = waiting(request.user)
    if not heaps:
        return render(request, "desk/inbox_empty.html")
    chosen = next((heap for heap in heaps if heap.slug == request.GET.get("muc")), heaps[0])
    page = Paginator(chosen.rows, ROWS).get_page(request.GET.get("trang"))
    context = {
        "tabs": [Tab(heap.title, f"?muc={heap.slug}", heap is chosen, heap.count) for heap in heaps],
        "heap": chosen,
        "page": page,
        "tasks": chosen.lines(page.object_list),
        "today": timezone.localdate(),
    }
    return render(request, "desk/inbox.html", context)
