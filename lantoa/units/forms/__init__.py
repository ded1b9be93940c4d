"""Forms about units, people and signing in. They clean; the services decide."""
