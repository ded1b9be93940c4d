"""Forms of initiatives and declared counts. They clean only; views hand the clean values to services."""
