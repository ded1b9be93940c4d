"""Addresses of the app."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def wishes(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Nguyện vọng")


def initiative_wishes(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse("Nguyện vọng về mô hình")


urlpatterns = [
    path("nguyen-vong/", wishes, name="wishes"),
    path("mo-hinh/<int:pk>/nguyen-vong/", initiative_wishes, name="initiative_wishes"),
]
