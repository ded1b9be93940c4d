"""The components of the pages, by group; templatetags/kit.py gathers them into the one tag library."""
