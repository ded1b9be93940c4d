"""Registering in steps: each step saves the draft, the last one shows all of it before it is handed in."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from lantoa.initiatives.enums import Kind, State, Subject
from lantoa.initiatives.forms.steps import CHECK, STEPS, NameStep, StepForm, tier_of
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import (
    carried_over,
    open_drafts,
    same_name,
    sent_back,
    similar_to,
    with_related,
    writable_units,
)
from lantoa.initiatives.rules import may_edit
from lantoa.initiatives.services import edit, register_once
from lantoa.initiatives.services.registering import snapshot
from lantoa.initiatives.views import sheet
from lantoa.initiatives.views.history import changes_between
from lantoa.initiatives.views.roads import REGISTRATION_ROAD
from lantoa.initiatives.wording import boxes, facts
from lantoa.kit.http import door, page_or_fragment
from lantoa.kit.ruling import Refused, Stale
from lantoa.kit.searching import form_or_part
from lantoa.units.acting import acting_unit

CONTINUE = "tiep-tuc"  # names the earlier registration that this one continues, in the address or on the button


@never_cache
def initiative_new(request: HttpRequest) -> HttpResponse:
    """The first step of a new registration. Saved, it is a draft, and the other steps open.

    Never from the browser's memory: who comes back here by the Back key sees the draft that was just saved.
    """
    if not writable_units(request.user).exists():
        raise Refused("Chỉ cán bộ phụ trách hoặc văn phòng của đơn vị được đăng ký mô hình.")
    earlier = _earlier(request)
    data = _read_posted(request, earlier)
    form = NameStep(data, user=request.user, initiative=None, initial=_first_values(request, earlier))
    if form.is_valid():
        carried = carried_over(form.values["continues"]) if form.values["continues"] else {}
        return _onward(request, register_once(values=carried | form.values, by=request.user), 1)
    return _show_step(request, form, None, 1)


def initiative_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of a draft, or of a record that one may edit; `?buoc=` says which, by default the first that lacks something."""
    initiative = door(with_related(Initiative.objects.visible_to(request.user)), pk=pk)
    may_edit(request.user, initiative).require()
    number = _number(request, initiative)
    if number == CHECK:
        return _show_last_step(request, initiative)
    data = _read_posted(request, _earlier(request)) if number == 1 else (request.POST or None)
    form = STEPS[number - 1].form(data, user=request.user, initiative=initiative, initial=_saved_values(initiative))
    if not form.is_valid():
        return _show_step(request, form, initiative, number)
    try:
        edit(
            initiative, values=_to_save(form, initiative), by=request.user, revision=form.cleaned_data["revision"] or 0
        )
    except Stale:
        return _both_versions(request, form, initiative, number)
    return _onward(request, initiative, number)


def _number(request: HttpRequest, initiative: Initiative) -> int:
    asked = request.GET.get("buoc", "")
    if not asked:
        return sheet.first_open_step(initiative)
    if not asked.isdecimal() or not 1 <= int(asked) <= CHECK:
        raise Http404
    return int(asked)


def _earlier(request: HttpRequest) -> Initiative | None:
    asked = request.POST.get(CONTINUE) or request.GET.get(CONTINUE)
    if not asked:
        return None
    rows = Initiative.objects.visible_to(request.user).exclude(state=State.DRAFT)
    return door(rows, pk=asked if asked.isdecimal() else 0)


def _read_posted(request: HttpRequest, earlier: Initiative | None):
    """What was posted; with the button "đăng ký tiếp tục", with the earlier registration's answers in it."""
    if request.method == "POST" and earlier is not None and CONTINUE in request.POST:
        return NameStep.continue_from(request.POST, earlier)
    return request.POST or None


def _first_values(request: HttpRequest, earlier: Initiative | None) -> dict[str, Any]:
    units = writable_units(request.user)
    asked = units.filter(code=request.GET.get("don-vi", "")).first()
    acting = acting_unit(request)
    unit = asked or (units.filter(pk=acting.pk).first() if acting else None) or units.first()
    values = {"unit": unit, "kind": Kind.MODEL, "subject": Subject.COLLECTIVE, "tier": tier_of(unit)}
    return values | carried_over(earlier) | {"continues": earlier} if earlier else values


def _saved_values(initiative: Initiative) -> dict[str, Any]:
    fields = {name for step in STEPS for name in step.fields if name != "revision"}
    return {name: getattr(initiative, name) for name in fields - {"themes"}} | {"themes": initiative.themes.all()}


def _to_save(form: StepForm, initiative: Initiative) -> dict[str, Any]:
    """The step's values; with those of an earlier registration in boxes still empty, when it was only now chosen."""
    earlier = form.values.get("continues")
    if earlier is None or earlier == initiative.continues:
        return form.values
    return carried_over(earlier, into=initiative) | form.values


def _onward(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """Where the pressed button leads after the step is saved."""
    pressed = request.POST.get("sang", "tiep")
    if pressed == "luu":
        is_draft = initiative.state != State.ACCEPTED
        messages.success(request, "Đã lưu bản nháp; có thể điền tiếp lúc khác." if is_draft else "Đã lưu thay đổi.")
        return redirect(initiative)
    return redirect(sheet.step_url(initiative, max(1, number - 1) if pressed == "lui" else number + 1))


def _show_step(
    request: HttpRequest, form: StepForm, initiative: Initiative | None, number: int, **more
) -> HttpResponse:
    saved_revision = initiative.revision if initiative else 0
    context = {
        "initiative": initiative,
        "number": number,
        "steps": sheet.steps(initiative, number),
        "body": f"initiatives/_step_{number}.html",
        "revision": form.data.get("revision") or saved_revision,
        "is_first": number == 1,
        "is_accepted": initiative is not None and initiative.state == State.ACCEPTED,
        "changes": (),
        "returned": sent_back(initiative) if initiative else None,
        "drafts": () if initiative or form.is_bound else open_drafts(request.user, form.chosen_unit),
        **(_about_names(request, form, initiative) if number == 1 else {}),
        **more,
    }
    return form_or_part(request, "initiatives/step.html", form, context, part="initiatives/_sector_choices.html")


def _about_names(request: HttpRequest, form: NameStep, initiative: Initiative | None) -> dict[str, Any]:
    """Registrations with a like name, and the one that is being continued."""
    name = form["name"].value() or ""
    drafted = initiative.pk if initiative else None
    known = similar_to(name, unit=form.chosen_unit, user=request.user, exclude=drafted)
    continued = form.earlier_registration
    return {"likenesses": [like for like in known if like.initiative != continued], "continued": continued}


def _both_versions(request: HttpRequest, form: StepForm, initiative: Initiative, number: int) -> HttpResponse:
    """The form as typed, above it the saved version beside it; saving again takes the typed one."""
    mine = copy(initiative)
    for name in set(form.values) - {"themes"}:
        setattr(mine, name, form.values[name])
    typed = snapshot(mine)
    if "themes" in form.values:
        typed["themes"] = ", ".join(sorted(theme.name for theme in form.values["themes"]))
    changes = changes_between(snapshot(initiative), typed, form.values)
    return _show_step(request, form, initiative, number, changes=changes, revision=initiative.revision)


def _show_last_step(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """The last step: everything as it will be read, what is missing, and the button that hands it in."""
    context = {
        "initiative": initiative,
        "steps": sheet.steps(initiative, CHECK),
        "lacks": sheet.lacks(initiative),
        "facts": facts(initiative),
        "boxes": boxes(initiative),
        "same": same_name(initiative).select_related("unit"),
        "back_url": sheet.step_url(initiative, CHECK - 1),
        "is_accepted": initiative.state == State.ACCEPTED,
        "actions": REGISTRATION_ROAD.buttons_for(initiative, request.user, "submit"),
    }
    return render(request, "initiatives/check.html", context)


def similar(request: HttpRequest) -> HttpResponse:
    """Registrations whose names are like `?name=`, seen from the unit of code `?unit=`; `?tru=` leaves out a draft itself."""
    unit = writable_units(request.user).filter(code=request.GET.get("unit", "")).first()
    left_out = request.GET.get("tru", "")
    name = request.GET.get("name", "")
    found = similar_to(name, unit=unit, user=request.user, exclude=int(left_out) if left_out.isdecimal() else None)
    context = {"name": name, "unit": unit, "likenesses": found, "new_url": reverse("initiative_new")}
    return page_or_fragment(request, "initiatives/similar.html", "initiatives/_similar.html", context)
