"""A whole shop in real processes: HQ, tablets, a cable that can be cut, a printer and a scanner."""
