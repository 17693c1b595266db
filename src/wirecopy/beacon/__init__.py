"""The beacon: a counting picture that says how often, and on which pages, a rendition was read, and never by whom."""
