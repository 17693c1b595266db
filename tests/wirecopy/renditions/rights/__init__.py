"""The machine forms of the terms, tested against each other and against the notice."""
