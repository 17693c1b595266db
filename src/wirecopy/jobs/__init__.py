"""Background work: one table of jobs with lease, attempts and a time to run, and the worker that empties it."""
