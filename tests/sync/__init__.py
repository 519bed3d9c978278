"""The wire between tablets, hubs and HQ, proven."""
