"""Addresses of plans and progress reports."""

urlpatterns: list = []
