"""Objects of stores that speak S3. Needs botocore: ``pip install "wirecopy[s3]"``.

Region, keys and endpoint come from where AWS's own tools take them (environment, profile, instance); without keys the
requests are not signed, as public buckets allow.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from wiretrace.errors import InputError, StoreError
from wiretrace.scan.extras import library
from wiretrace.scan.store.ranged import Body, Interrupted, Source, Timing

_AGAIN = {"RequestTimeout", "SlowDown", "InternalError", "ServiceUnavailable", "Throttling", "503", "500"}


def s3_source(address: str, timing: Timing) -> Source:
    """Give the way to ask a store for an object, ``s3://bucket/key``.

    Raises ``InputError`` if the address is not one of an object, ``MissingExtra`` without botocore.
    """
    bucket, _, key = address[len("s3://") :].partition("/")
    if not bucket or not key:
        raise InputError(f"{address}: an object is named as s3://bucket/key")
    client = _client(timing.connect_s, timing.read_s)

    def ask(start: int, was_there: bool) -> Body:
        errors = library("botocore.exceptions", extra="s3")
        try:
            answer = client.get_object(Bucket=bucket, Key=key, Range=f"bytes={start}-")
        except errors.ClientError as error:
            return _refused(address, start, was_there, error)
        except errors.BotoCoreError as error:
            raise Interrupted(f"no answer ({error})") from error
        return _Object(answer, errors)

    return ask


@lru_cache
def _client(connect_s: float, read_s: float) -> Any:
    session = library("botocore.session", extra="s3").get_session()
    signature = {} if session.get_credentials() else {"signature_version": library("botocore", extra="s3").UNSIGNED}
    config = library("botocore.config", extra="s3").Config(
        connect_timeout=connect_s,
        read_timeout=read_s,
        retries={"mode": "standard", "total_max_attempts": 1},
        **signature,
    )
    region = session.get_config_variable("region") or "us-east-1"
    return session.create_client("s3", region_name=region, config=config)


def _refused(address: str, start: int, was_there: bool, error: Any) -> Body:
    code = str(error.response.get("Error", {}).get("Code", ""))
    if code == "InvalidRange":
        actual = str(error.response["Error"].get("ActualObjectSize", ""))
        return _Nothing(int(actual) if actual.isdecimal() else 0 if start == 0 else None)
    if code in _AGAIN or (was_there and code in ("NoSuchKey", "404", "AccessDenied")):
        raise Interrupted(f"the store answered {code}") from error
    raise StoreError(f"{address}: the store answered {error}; check the address and your keys") from error


class _Object:
    """An object from some byte on."""

    def __init__(self, answer: Any, errors: Any) -> None:
        self._body = answer["Body"]
        self._errors = errors
        total = str(answer.get("ContentRange", "")).rpartition("/")[2]
        self.size = int(total) if total.isdecimal() else answer.get("ContentLength")
        self.tag: str | None = answer.get("ETag")

    def read(self, size: int) -> bytes:
        try:
            piece: bytes = self._body.read(size)
        except (self._errors.BotoCoreError, self._errors.HTTPClientError, OSError) as error:
            raise Interrupted(f"the connection broke ({error})") from error
        return piece

    def close(self) -> None:
        self._body.close()


class _Nothing:
    """What stands behind the end of an object."""

    tag: str | None = None

    def __init__(self, size: int | None) -> None:
        self.size = size

    def read(self, size: int) -> bytes:
        return b""

    def close(self) -> None:
        pass
