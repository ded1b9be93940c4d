"""Forms whose values are handed to a service, and the page that shows such a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lantoa.kit.ruling import Refused

T = TypeVar("T")

# A view that shows a form and takes it.
takes_form = require_http_methods(["GET", "HEAD", "POST"])


class AskingForm(forms.Form):
    """A form whose values are handed to a service."""

    def ask(self, service: Callable[..., T], *given: Any, **values: Any) -> T | None:
        """What the service answers; None when it refuses, its reasons then standing on top of the form."""
        try:
            return service(*given, **values)
        except Refused as refused:
            for reason in refused.reasons:
                self.add_error(None, reason)
            return None


def form_page(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """The page of a form: 422 when what was sent cannot be taken as it is."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
