"""A whole app in miniature: wishes that people of a unit have. tests/test_scratch_app.py installs it beside the others."""
