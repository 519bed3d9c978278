"""A retailer's files become HQ's state: range, prices, places, stock, staff and members."""

from sync.hq.importers.directory import import_directory
from sync.hq.importers.pins import hash_pin
from sync.hq.importers.report import Complaint, FileReport, ImportReport, Progress

__all__ = ["Complaint", "FileReport", "ImportReport", "Progress", "hash_pin", "import_directory"]
