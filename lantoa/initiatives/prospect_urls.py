"""Addresses of prospects."""

urlpatterns: list = []
