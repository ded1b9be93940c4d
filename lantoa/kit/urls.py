"""The page of all components, for people who build pages. Not served in production."""

from django.conf import settings
from django.urls import path

from lantoa.kit import views

urlpatterns = []
if settings.DEBUG or settings.TESTING:
    urlpatterns = [
        path("", views.showcase, name="kit"),
        path("vo/", views.showcase_bare, name="kit_bare"),
        path("cung-cap/", views.showcase_options, name="kit_options"),
        path("cay/", views.showcase_nodes, name="kit_nodes"),
    ]
