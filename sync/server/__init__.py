"""HTTP routes over one endpoint."""
