"""What goes wrong in shops: power cuts, wrong files, full disks, garbage on the line."""
