"""A WordPress of the tests' own, from Debian's packages: its database, its files, its web server, its people."""
