"""The parts of the stockroom's page: boxes that come in and go out, counts, and what moved."""
