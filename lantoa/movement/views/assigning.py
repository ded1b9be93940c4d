"""Giving tasks to many units in two steps, whether from a directive or from a task that is passed on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lantoa.kit.forms import form_page
from lantoa.movement.forms.steering import AssignForm
from lantoa.movement.models import Directive, Task
from lantoa.movement.services import TaskPreview
from lantoa.movement.views.asking import CONFIRMED, MENDED


def answer_assignment(
    request: HttpRequest,
    held: Directive | Task,
    form: AssignForm,
    *,
    preview: Callable[..., TaskPreview],
    give: Callable[..., list[Task]],
    template: str,
    done: str,
) -> HttpResponse:
    """The form (page `template`, reads `held`), then who will get the task and who not and why, then the deed, of which
    `done` speaks, followed by how many. `preview` and `give` are services on what is held."""
    if MENDED not in request.POST and form.is_valid():
        words: dict[str, Any] = {"units": form.units, **{key: form.cleaned_data[key] for key in ("content", "due_on")}}
        if CONFIRMED in request.POST:
            if tasks := form.ask(give, held, coordinating=form.helpers, by=request.user, **words):
                messages.success(request, f"{done} {len(tasks)} đơn vị.")
                return redirect(held)
        elif not (found := preview(held, **words)).faults:
            context = {"of": str(held), "back": held.get_absolute_url(), "form": form, "preview": found}
            return render(request, "movement/assign_preview.html", context)
        else:
            form.add_error(None, list(found.faults))
    return form_page(request, template, form, held=held)
