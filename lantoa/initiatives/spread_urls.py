"""Addresses of copies, lineage, programmes and handbook pages."""

urlpatterns: list = []
