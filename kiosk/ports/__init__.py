"""What the shop's rules need from the outside, named by role. Adapters live in kiosk.storage, drivers, sync and ui."""
