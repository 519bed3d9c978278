"""The only place that builds adapters and wires them together: a tablet, an HQ, the demo of both."""
