"""Secrets that somebody is given once, in a letter or on a screen, and of which a hash is kept."""

from __future__ import annotations

from hashlib import sha256


def hashed(secret: str) -> str:
    """What is kept of a secret of 128 bits of chance or more: SHA-256, in hex. Of a password it would be too little."""
    return sha256(secret.encode()).hexdigest()
