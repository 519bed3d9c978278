"""The three SQLite files of a tablet."""
