"""Addresses of councils, criteria and sittings."""

urlpatterns: list = []
