"""Real wrong changes, made one at a time in a copy of the tree, to see whether a test notices: `make mutate [NAME=area]`."""
