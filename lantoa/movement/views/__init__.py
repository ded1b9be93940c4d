"""Pages of the movement app: its frame, its steering committees, its directives and tasks."""
