"""The desk check, subject by subject, on invented stories."""
