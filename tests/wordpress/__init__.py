"""A real WordPress: what an ordinary author's post keeps of a rendition, and what readers are shown."""
