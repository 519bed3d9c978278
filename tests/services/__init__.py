"""What the shop's verbs do, on journals in memory."""
