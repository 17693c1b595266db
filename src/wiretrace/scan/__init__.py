"""Scanning many inputs for copies: which parts come out, and who does the work."""
