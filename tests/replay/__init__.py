"""A shop's month of real invoices, played through the till; and a ledger that adds up the same file on its own."""
