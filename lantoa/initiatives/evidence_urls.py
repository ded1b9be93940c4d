"""Addresses of pieces of evidence and their files."""

urlpatterns: list = []
