"""The shop's verbs: one verb is one function is one unit of work, from plain values to plain values."""
