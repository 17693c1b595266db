"""Who did what, when and why: an append-only log that every action writes and that apps above read as events."""
