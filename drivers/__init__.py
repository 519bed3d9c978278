"""Cables: scanners, receipt printers, drawers."""
