"""One suite, run on the fake and on the real thing."""
