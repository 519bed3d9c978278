"""YUNJIA 云架, the invented retailer of the demo: its files as `kiosk hq import` takes them (docs/files.md)."""
