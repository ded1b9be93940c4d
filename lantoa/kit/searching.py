"""Answering a form with pick fields: its page, or only the part that a search asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from lantoa.kit.http import page_or_fragment
from lantoa.kit.picking import PickField, SearchingForm

CHOICES = "kit/_pick_choices.html"


def form_or_part(
    request: HttpRequest, page: str, form: SearchingForm, context: dict[str, Any], *, part: str = CHOICES
) -> HttpResponse:
    """The page of the form, 422 when what was sent cannot be taken as it is; for htmx the records that a pick field found,
    or the `part` that hangs on it."""
    is_pick = isinstance(form.fields.get(form.searched_field), PickField)
    context = {"form": form, "pick": form[form.searched_field] if is_pick else None, **context}
    wanted = (CHOICES if is_pick else part) if form.searched_field else page
    response = page_or_fragment(request, page, wanted, context)
    response.status_code = 422 if form.is_bound and form.errors else 200
    return response
