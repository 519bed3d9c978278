"""An in-store kiosk and point of sale that keeps selling when the line drops."""

__version__ = "0.1.0"
