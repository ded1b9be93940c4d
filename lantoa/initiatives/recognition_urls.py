"""Addresses of candidacies and recognitions."""

urlpatterns: list = []
