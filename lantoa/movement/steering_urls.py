"""Addresses of steering committees, directives and tasks."""

urlpatterns: list = []
