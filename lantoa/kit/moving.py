"""The road of a workflow: rules, services and addresses bound to its table, and the one view that moves every record.

A road that lacks a part refuses to load: what stands in one module of an app is checked when it is imported, the addresses by
a system check, since they are read later.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.checks import Error
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from lantoa.kit.fields import LinesField
from lantoa.kit.forms import AskingForm, takes_form
from lantoa.kit.http import door, page_or_fragment
from lantoa.kit.parts import Action
from lantoa.kit.ruling import Ruling
from lantoa.kit.workflow import COUNTED, Move, MoveRules, Workflow

READ = "ban"
"""In an address: the revision of the record that the person had before them."""

MODULE = "roads"
"""In this module of its views an app keeps its roads."""


class ReasonForm(AskingForm):
    """What a move asks that needs a reason and no more. The service says what is wrong with an empty one."""

    reason = LinesField(label="Lý do", required=False)


@dataclass(frozen=True)
class Handler:
    """What a road does at one move.

    `service`: the function that makes it, of the row's own name; `form`: what it asks beside a reason: a form class, or a
    function (request, record) → form; `preview`: (record, person) → what it will cause, where the row says COUNTED;
    `obstacle`: (record) → what is still missing, in words, told at the button; `leads_to`: (record, made) → the address
    afterwards; `announce`: words of the message; both in place of the road's own. `has_own_page`: a view of the app makes it.
    """

    service: Callable[..., Any]
    form: Callable[..., AskingForm] | None = None
    preview: Callable[[Any, Any], str] | None = None
    obstacle: Callable[[Any], str] | None = None
    leads_to: Callable[[Any, Any], str] | None = None
    announce: str = ""
    has_own_page: bool = False
    accepts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "accepts", frozenset(inspect.signature(self.service).parameters))

    @property
    def name(self) -> str:
        return self.service.__name__

    @property
    def reads_revision(self) -> bool:
        """Whether the service wants to know which revision the person has read."""
        return "revision" in self.accepts

    @property
    def asks_more(self) -> bool:
        """Whether the move has a form of its own, so that its button leads to a page."""
        return self.form is not None or self.has_own_page


class Buttons(NamedTuple):
    """The moves out of a record's state: those that come first; and the refused, the quiet and the far-reaching."""

    main: list[Action]
    others: list[Action]

    @property
    def all(self) -> list[Action]:
        return [*self.main, *self.others]


class Road:
    """A workflow with all that its moves need.

    `rows`: (person, **scope) → the records behind the door, `scope` being what the address names beside the key; `home`:
    (record) → the page to go back to; `address`: (record, move) → of a move, in place of `url_name` with key and slug;
    `announce`: the message, with {past}, {title} and {record}, or a function (record, move), or "" for none; `leads_to`:
    (record, move) → the address after a move; `template` extends "kit/move.html"; `context`: (request, record, handler) →
    more for it; `afterwards`: called with what the service returned; `is_posted_only`: no page asks before the move is made.
    Raises `ValueError` naming each part that is missing.
    """

    def __init__(
        self,
        workflow: Workflow,
        *,
        url_name: str,
        rows: Callable[..., QuerySet],
        rules: MoveRules,
        handlers: Iterable[Handler],
        may: Callable[[Any, Any, str], Ruling] | None = None,
        address: Callable[[Any, Move], str] | None = None,
        home: Callable[[Any], str] | None = None,
        announce: str | Callable[[Any, Move], str] = "{past}: “{title}”.",
        leads_to: Callable[[Any, Move], str] | None = None,
        template: str = "kit/move.html",
        context: Callable[[HttpRequest, Any, Handler], Mapping[str, Any]] | None = None,
        afterwards: Callable[[Any], None] | None = None,
        is_posted_only: bool = False,
    ) -> None:
        given = tuple(handlers)
        self.workflow, self.rules, self.rows, self.url_name = workflow, rules, rows, url_name
        self.may = may or rules
        self.handlers = {handler.name: handler for handler in given}
        self.announce, self.template, self.context, self.afterwards = announce, template, context, afterwards
        self.home = home or (lambda record: record.get_absolute_url())
        self._address, self._leads_to = address, leads_to
        self.view = _view_of(self, is_posted_only=is_posted_only)
        if faults := [*_faults_of_binding(workflow, rules, given), *_faults_of_parts(workflow, self.handlers)]:
            raise ValueError(f"road of {workflow.name}: {'; '.join(faults)}")

    def address_of(self, record: Model, move: Move) -> str:
        """Where the move is made; with the revision that is on the screen, where the service asks for it."""
        plain = self._address(record, move) if self._address else reverse(self.url_name, args=[record.pk, move.slug])
        return f"{plain}?{READ}={record.revision}" if self.handlers[move.name].reads_revision else plain

    def buttons(self, record: Model, person: Any) -> Buttons:
        """The moves out of the present state, in the order of the table, those refused to this person with the reason."""
        state = self.workflow.state_of(record)
        moves = [move for move in self.workflow.from_state(state) if not move.is_automatic] if state else []
        actions = [self.action(record, person, move.name) for move in moves]
        main = [action for action in actions if action.is_allowed and action.tone in ("primary", "secondary")]
        return Buttons(main, [action for action in actions if action not in main])

    def buttons_for(self, record: Model, person: Any, name: str) -> list[Action]:
        """The one move as a button; none when the record's state does not allow it."""
        is_open = self.workflow.state_of(record) in self.workflow.moves[name].sources
        return [self.action(record, person, name)] if is_open else []

    def action(self, record: Model, person: Any, name: str) -> Action:
        """One move as a button."""
        move, handler = self.workflow.moves[name], self.handlers[name]
        reason = self.may(person, record, name).reason
        if not reason and handler.obstacle:
            reason = handler.obstacle(record)
        return Action(
            label=move.label_in(self.workflow.state_of(record)),
            url=self.address_of(record, move),
            is_allowed=not reason,
            reason=reason,
            tone=move.tone,
            needs_reason=move.needs_reason,
            consequence=self._consequence(record, person, move),
            icon=move.icon,
            has_page=handler.asks_more,
        )

    def _consequence(self, record: Model, person: Any, move: Move) -> str:
        preview = self.handlers[move.name].preview
        return preview(record, person) if preview else move.consequence_for(record)

    def move_at(self, slug: str) -> Move:
        """The move whose address ends so. 404 for one that no person makes, or makes elsewhere."""
        move = self.workflow.by_slug(slug)
        if move is None or move.is_automatic or self.handlers[move.name].has_own_page:
            raise Http404
        return move

    def message(self, record: Model, move: Move) -> str:
        """What is told when the move is made."""
        words = self.handlers[move.name].announce or self.announce
        if callable(words):
            return words(record, move)
        return words.format(past=capfirst(move.past), title=str(record).rstrip("."), record=record)

    def next_address(self, record: Model, move: Move, made: Any) -> str:
        """Where the person comes out after the move."""
        if own := self.handlers[move.name].leads_to:
            return own(record, made)
        return self._leads_to(record, move) if self._leads_to else self.home(record)


def move_record(request: HttpRequest, road: Road, pk: int, slug: str, **scope: Any) -> HttpResponseBase:
    """One move of one record: through the door, by the rule, then the page that asks, or the service, a message and onward.
    What the service refuses stays on the page with what was typed."""
    record = door(road.rows(request.user, **scope), pk=pk)
    move = road.move_at(slug)
    handler = road.handlers[move.name]
    road.may(request.user, record, move.name).require()
    form = _form_for(request, record, move, handler)
    if form.is_valid():
        given = _values_for(request, form, handler)
        made = form.ask(handler.service, record, by=request.user, **given)
        if not form.errors:
            if road.afterwards:
                road.afterwards(made)
            if message := road.message(record, move):
                messages.success(request, message)
            return redirect(road.next_address(record, move, made))
    return _asking_page(request, road, record, move, form)


def _view_of(road: Road, *, is_posted_only: bool) -> Callable[..., HttpResponseBase]:
    def move_view(request: HttpRequest, pk: int, slug: str, **scope: Any) -> HttpResponseBase:
        return move_record(request, road, pk, slug, **scope)

    move_view.road = road
    return require_POST(move_view) if is_posted_only else takes_form(move_view)


def _form_for(request: HttpRequest, record: Model, move: Move, handler: Handler) -> AskingForm:
    make = handler.form or (ReasonForm if move.needs_reason else AskingForm)
    if not isinstance(make, type):
        return make(request, record)
    return make(*read_posted(request))


def read_posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form takes: data and files of a sent request, None and None before it is sent."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _values_for(request: HttpRequest, form: AskingForm, handler: Handler) -> dict[str, Any]:
    """What the service takes beside record and person: the form's values (a day left empty is the service's own today), and
    which revision was read."""
    given = {name: value for name, value in form.cleaned_data.items() if not (name == "on" and value is None)}
    read = request.GET.get(READ, "")
    if handler.reads_revision and read.isascii() and read.isdigit():
        given["revision"] = int(read)
    return given


def _asking_page(request: HttpRequest, road: Road, record: Model, move: Move, form: AskingForm) -> HttpResponse:
    handler = road.handlers[move.name]
    context = {
        "record": record,
        "move": move,
        "action": road.action(record, request.user, move.name),
        "form": form,
        "has_fields": handler.form is not None,
        "home_url": road.home(record),
        "error": " ".join(form.non_field_errors()) if form.is_bound else "",
        "reason": form.data.get("reason", ""),
        **(road.context(request, record, handler) if road.context else {}),
    }
    response = page_or_fragment(request, road.template, "kit/_move.html", context)
    response.status_code = 422 if form.is_bound and form.errors else 200
    return response


def _faults_of_binding(workflow: Workflow, rules: MoveRules, given: tuple[Handler, ...]) -> Iterable[str]:
    """Rows without a service, services without a row, rules of another table."""
    names, wanted = [handler.name for handler in given], [move.name for move in workflow.personal_moves]
    yield from (f"move “{name}” has no service of its name" for name in wanted if name not in names)
    yield from (f"service “{name}” has no row of its name in the table" for name in names if name not in wanted)
    yield from (f"move “{name}” has two services" for name in sorted({n for n in names if names.count(n) > 1}))
    if rules.workflow is not workflow:
        yield f"its rules are those of {rules.workflow.name}"


def _faults_of_parts(workflow: Workflow, handlers: Mapping[str, Handler]) -> Iterable[str]:
    """What a row promises and its service or page does not hold, and the other way round."""
    for name, handler in handlers.items():
        move = workflow.moves.get(name)
        if move is None:
            continue
        if "by" not in handler.accepts:
            yield f"service “{name}” does not ask by whom"
        if move.needs_reason and "reason" not in handler.accepts:
            yield f"move “{name}” needs a reason and its service takes none"
        if (move.causes == COUNTED) != (handler.preview is not None):
            yield f"move “{name}” must both say COUNTED and have a preview, or neither"
        if strange := _fields_of(handler.form) - handler.accepts:
            yield f"the form of “{name}” asks for {sorted(strange)}, which its service does not take"


def _fields_of(form: Any) -> set[str]:
    return set(form.base_fields) if isinstance(form, type) and issubclass(form, forms.Form) else set()


def all_roads() -> list[Road]:
    """The roads of every installed app."""
    packages = [f"{config.name}.views" for config in apps.get_app_configs()]
    found = [package for package in packages if (spec := find_spec(package)) and spec.submodule_search_locations]
    modules = [import_module(f"{package}.{MODULE}") for package in found if find_spec(f"{package}.{MODULE}")]
    return [item for module in modules for item in vars(module).values() if isinstance(item, Road)]


def check_addresses(app_configs: Any = None, **_: Any) -> list[Error]:
    """System check: the view of each road stands among the addresses, under the name by which the road finds it."""
    served = {(pattern.callback, pattern.name) for pattern in _patterns_below(get_resolver())}
    words = "road of {}: no address named “{}” leads to its view"
    return [
        Error(words.format(road.workflow.name, road.url_name), id="kit.E001")
        for road in all_roads()
        if (road.view, road.url_name) not in served
    ]


def _patterns_below(resolver: URLResolver) -> Iterable[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns_below(pattern)
        else:
            yield pattern
