"""The table of formats: what each is called, its media type and suffix, and the function that writes it."""
