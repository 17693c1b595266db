"""The wire's desk: stories and their versions, people, media, terms; what may be done to each, and by whom."""
