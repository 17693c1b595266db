"""Objects of a store that speaks S3: read, sought and refused as files of a web server are; against moto's real server."""

import io
import random
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from tests.moto_server import KEYS, s3_server
from wiretrace.errors import InputError, MissingExtra, StoreError
from wiretrace.scan import extras
from wiretrace.scan.store import RangedStream, Store, Timing
from wiretrace.scan.store.s3 import _client, s3_source

DATA = random.Random(7).randbytes(200_000)
ADDRESS = "s3://crawl/crawl-data/a.warc.gz"
QUICK = Timing(connect_s=5.0, read_s=5.0, tries=2, pause_s=0.0)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture(scope="module")
def writer(endpoint: str) -> Iterator[Any]:
    """A client of botocore's own."""
    keys = {"aws_access_key_id": "a key of nobody", "aws_secret_access_key": "a secret of nobody"}
    client = (
        import_module("botocore.session")
        .get_session()
        .create_client("s3", region_name="us-east-1", endpoint_url=endpoint, **keys)
    )
    client.create_bucket(Bucket="crawl")
    yield client
    client.close()


@pytest.fixture(autouse=True)
def aws(endpoint: str, writer: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The bucket ``crawl`` holds ``DATA``; the environment leads to moto, and to nothing else."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    writer.put_object(Bucket="crawl", Key="crawl-data/a.warc.gz", Body=DATA, ACL="public-read")
    _client.cache_clear()
    yield writer
    _client.cache_clear()


class Client:
    """Stands before the real client: notes the ranges, and breaks as told."""

    def __init__(self, inner: Any, *, breaks_after: int | None = None, refusals: int = 0) -> None:
        self._inner = inner
        self._breaks_after = breaks_after
        self._refusals = refusals
        self.ranges: list[str] = []

    def get_object(self, **wanted: str) -> Any:
        self.ranges.append(wanted["Range"])
        if len(self.ranges) > 1 and self._refusals:
            self._refusals -= 1
            wanted["Key"] = "gone"
        answer = self._inner.get_object(**wanted)
        if self._breaks_after is not None:
            answer["Body"] = _Broken(answer["Body"], self._breaks_after)
            self._breaks_after = None
        return answer


class _Broken:
    def __init__(self, body: Any, left: int) -> None:
        self._body, self._left = body, left
        self.close = body.close

    def read(self, size: int) -> bytes:
        if not self._left:
            raise import_module("botocore.exceptions").ResponseStreamingError(error="the line went dead")
        piece: bytes = self._body.read(min(size, self._left))
        self._left -= len(piece)
        return piece


def opened(client: Client | None, monkeypatch: pytest.MonkeyPatch, address: str = ADDRESS) -> RangedStream:
    if client is not None:
        monkeypatch.setattr("wiretrace.scan.store.s3._client", lambda *_: client)
    return RangedStream(address, s3_source(address, QUICK), QUICK)


def signatures() -> list[str | None]:
    """The list to which each request's signature will be added."""
    signed: list[str | None] = []

    def note(request: Any, **_: object) -> None:
        found = request.headers.get("Authorization")
        signed.append(found and str(found))

    _client(QUICK.connect_s, QUICK.read_s).meta.events.register("before-send.s3", note)
    return signed


@pytest.mark.parametrize("address", [ADDRESS, ADDRESS.replace("s3", "S3", 1)])
def test_an_object_read_whole_is_the_object(address: str) -> None:
    stream = Store(timing=QUICK).open(address)
    assert stream.read() == DATA
    assert stream.read(1) == b""
    assert isinstance(stream, RangedStream)
    assert stream.size == len(DATA)
    stream.close()


def test_seeking_reads_by_range_and_reading_on_costs_nothing(aws: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(aws)
    with opened(client, monkeypatch) as stream:
        stream.seek(100_000)
        assert stream.read(10) + stream.read(10) == DATA[100_000:100_020]
        assert stream.size == len(DATA)
        stream.seek(-4, io.SEEK_END)
        assert stream.read() == DATA[-4:]
    assert client.ranges == ["bytes=100000-", f"bytes={len(DATA) - 4}-"]


def test_a_broken_connection_is_taken_up_at_the_next_byte(aws: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(aws, breaks_after=70_001)
    with opened(client, monkeypatch) as stream:
        assert stream.read() == DATA
    assert client.ranges == ["bytes=0-", "bytes=70001-"]


def test_an_object_that_is_gone_in_mid_file_is_asked_for_again(aws: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(aws, breaks_after=70_000, refusals=1)
    with opened(client, monkeypatch) as stream:
        assert stream.read(70_000) == DATA[:70_000]
        stream.seek(60_000)
        assert stream.read() == DATA[60_000:]
    assert client.ranges == ["bytes=0-", "bytes=60000-", "bytes=60000-"]


def test_an_object_that_changed_is_not_mixed(aws: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(Client(aws, breaks_after=70_000), monkeypatch) as stream:
        assert stream.read(70_000) == DATA[:70_000]
        aws.put_object(Bucket="crawl", Key="crawl-data/a.warc.gz", Body=DATA[::-1])
        with pytest.raises(StoreError, match=r"a\.warc\.gz: it was changed while it was read"):
            stream.read(1)


def test_there_is_nothing_behind_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(None, monkeypatch) as stream:
        stream.seek(len(DATA) + 5)
        assert stream.read(10) == b""


@pytest.mark.parametrize(("address", "code"), [("s3://crawl/gone", "NoSuchKey"), ("s3://gone/a", "NoSuchBucket")])
def test_an_object_that_is_not_there_is_an_error_that_names_it(
    aws: Any, monkeypatch: pytest.MonkeyPatch, address: str, code: str
) -> None:
    client = Client(aws)
    with opened(client, monkeypatch, address) as stream, pytest.raises(StoreError, match=f"{address}: .*{code}.*check"):
        stream.read()
    assert client.ranges == ["bytes=0-"]


@pytest.mark.parametrize("address", ["s3://", "s3://bucket", "s3://bucket/", "s3:///key"])
def test_what_names_no_object_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="s3://bucket/key"):
        Store().open(address)


def test_without_keys_requests_are_not_signed_and_a_public_object_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.delenv(name)
    signed: list[str | None] = []
    client = _client(QUICK.connect_s, QUICK.read_s)
    client.meta.events.register(
        "before-send.s3", lambda request, **_: signed.append(request.headers.get("Authorization"))
    )
    with opened(None, monkeypatch) as stream:
        assert stream.read() == DATA
    assert signed == [None]


def test_with_keys_requests_are_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    signed: list[str] = []
    client = _client(QUICK.connect_s, QUICK.read_s)
    client.meta.events.register(
        "before-send.s3", lambda request, **_: signed.append(str(request.headers["Authorization"]))
    )
    with opened(None, monkeypatch) as stream:
        assert stream.read(1) == DATA[:1]
    assert len(signed) == 1
    assert KEYS["AWS_ACCESS_KEY_ID"] in str(signed[0])


def test_a_store_that_is_not_there_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with (
        opened(None, monkeypatch) as stream,
        pytest.raises(StoreError, match=r"byte 0 after 2 tries: no answer \(.*127"),
    ):
        stream.read()


def test_without_botocore_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(MissingExtra, match=r'botocore: pip install "wirecopy\[s3\]"'):
        Store().open(ADDRESS)
