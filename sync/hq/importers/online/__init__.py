"""online_orders.csv and online_changes.csv: what the web shop did, as events of the device "online"."""
