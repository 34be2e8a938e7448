"""Taking pages apart in a process of its own, which holds no key and no database and may be ended at any moment."""
