"""What the shop needs from the outside, by role."""
