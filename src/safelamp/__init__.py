"""Safelamp: a worker-led occupational safety and health system for trade unions."""
