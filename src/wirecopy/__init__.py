"""The service for the wire's desk. It is built on :mod:`wiretrace`; its apps are not here yet."""
