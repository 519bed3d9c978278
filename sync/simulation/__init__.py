"""A shop's network on one machine and a clock of its own: real head office, real tablets on real files, and every
fault a shop meets, by a seed that repeats it.

What is simulated is what lies between and below: the line, the clocks, power, disks put back from a copy. Nothing here
waits: a day of a shop takes a second. `run.simulate` plays one seed; `kiosk torture` plays many.
"""
