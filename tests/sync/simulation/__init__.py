"""Shops, head office and every fault between them, by seeds."""
