"""Version + terms + recipient -> bytes: what the wire gives away, which carries its credit by itself."""
