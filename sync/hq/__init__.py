"""Head office: ingests events, decides, streams state."""
