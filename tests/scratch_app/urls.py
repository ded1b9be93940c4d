"""Addresses of the app."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def wishes(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Nguyện vọng")


urlpatterns = [path("nguyen-vong/", wishes, name="wishes")]
