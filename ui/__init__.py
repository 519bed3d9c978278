"""Glass."""
