"""One suite of cases for every implementation of a port of the wire."""
