"""Addresses of prospects."""

from django.urls import path

from lantoa.prospects.views import prospects
from lantoa.prospects.views.roads import SCOUTING_ROAD

urlpatterns = [
    path("trien-vong/", prospects.prospects, name="prospects"),
    path("trien-vong/moi/", prospects.prospect_new, name="prospect_new"),
    path("trien-vong/<int:pk>/", prospects.prospect, name="prospect"),
    path("trien-vong/<int:pk>/sua/", prospects.prospect_edit, name="prospect_edit"),
    path("trien-vong/<int:pk>/<slug:slug>/", SCOUTING_ROAD.view, name="prospect_move"),
]
