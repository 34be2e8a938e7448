"""`python -m safelamp`."""

from safelamp.site.command import main

main()
