"""Cables, tried at the end of real sockets and pseudo-terminals."""
