"""How long things take on this machine, beside what the machine itself can do."""
