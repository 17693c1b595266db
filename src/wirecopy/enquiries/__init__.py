"""Questions to the licensing desk: each a thread with a state, answered by people."""
