"""Django's PostgreSQL, with a door that does not let many wait for a database that is away."""
