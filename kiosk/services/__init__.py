"""One verb, one function, one unit of work."""
