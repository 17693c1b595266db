"""The wire's public pages, and the screens on which the desk writes."""
