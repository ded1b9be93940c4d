"""Forms of the movement app. They clean; the services decide."""
