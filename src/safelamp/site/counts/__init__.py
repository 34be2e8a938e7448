"""Tables of counts in, tables of alarms out: what `safelamp watch` reads and writes. Needs the extra `watch`."""
