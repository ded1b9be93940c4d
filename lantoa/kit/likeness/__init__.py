"""Likeness of texts and of pictures: prints to look candidates up by, and scores to judge them with. Hints, never verdicts."""
