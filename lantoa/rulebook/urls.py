"""Address of the rulebook."""

from django.urls import path

from lantoa.rulebook import views

urlpatterns = [path("so-quy-dinh/", views.rules, name="rules")]
