"""A store that speaks S3, on this machine: moto's real server, and keys that are nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from moto.server import ThreadedMotoServer

KEYS = {"AWS_ACCESS_KEY_ID": "a key of nobody", "AWS_SECRET_ACCESS_KEY": "a secret of nobody"}


@contextmanager
def s3_server() -> Iterator[str]:
    """The address of a server that runs meanwhile."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()
