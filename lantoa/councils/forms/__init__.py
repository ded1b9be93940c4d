"""Forms of councils, criteria, sittings, assignment and scores. They clean; the services decide."""
