"""What strangers sent is taken apart here: in processes that hold no key, no settings and no database."""
