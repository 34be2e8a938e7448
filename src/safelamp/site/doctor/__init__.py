"""`safelamp doctor`: what is good, what somebody should look at, what is missing. It names nobody."""
