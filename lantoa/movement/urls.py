"""Addresses of the movement's frame."""

from django.urls import include, path

from lantoa.movement.views import frame as views

urlpatterns = [
    path("", include("lantoa.movement.steering_urls")),
    path("phong-trao/", views.movement, name="movement"),
    path("phong-trao/linh-vuc/moi/", views.sector_new, name="sector_new"),
    path("phong-trao/dot/moi/", views.campaign_new, name="campaign_new"),
    path("phong-trao/chu-de/moi/", views.theme_new, name="theme_new"),
]
