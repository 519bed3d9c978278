"""The ports of storage in memory, and a small retailer to use them with. Shared by tests of services and of glass."""
