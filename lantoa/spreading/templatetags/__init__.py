"""Tags of the pages about spreading."""
