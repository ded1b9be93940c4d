"""Views of the component page. Sample values only: no database, no rights."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lantoa.kit import showcase as samples


@login_not_required
def showcase(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "kit/showcase.html", samples.context())


@login_not_required
def showcase_bare(request: HttpRequest) -> HttpResponse:
    """A page without the frame, as the signed-out and the refused see it."""
    return render(request, "kit/showcase_bare.html")


@login_not_required
def showcase_options(request: HttpRequest) -> HttpResponse:
    """What a breadcrumb's siblings address answers: the list for htmx, a page otherwise."""
    template = "kit/_showcase_options.html" if request.headers.get("HX-Request") else "kit/showcase_options.html"
    return render(request, template, samples.options_context())


@login_not_required
def showcase_nodes(request: HttpRequest) -> HttpResponse:
    """What a tree node's children address answers."""
    template = "kit/_showcase_nodes.html" if request.headers.get("HX-Request") else "kit/showcase_nodes.html"
    return render(request, template, samples.nodes_context())
