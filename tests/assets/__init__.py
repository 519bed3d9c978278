"""Tests of what the product ships beside its code."""
