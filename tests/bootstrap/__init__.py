"""What bootstrap puts together, on real folders."""
