"""Tests of the three files of a tablet."""
