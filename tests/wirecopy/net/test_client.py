"""The guarded client: what it asks, what it refuses, and where it stops."""

from __future__ import annotations

import gzip
import itertools
import ssl
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.wirecopy.net.conftest import LIMITS
from tests.wirecopy.net.server import Asked, Reply, Server
from wirecopy.errors import WirecopyError
from wirecopy.net.addresses import Gate
from wirecopy.net.client import Guarded
from wirecopy.net.errors import AddressRefused, NetError, TookTooLong, TooLarge

HOME = "https://harborlight.example"
SHORT = replace(LIMITS, total_s=0.3)


def named(server: Server, *names: str, answers: Callable[[str, int], list[str]] | None = None) -> Guarded:
    """A client that finds the server under these names and trusts it there."""
    resolve = answers or (lambda host, port: ["127.0.0.1"])
    trusted = frozenset(f"{name}:{server.port}" for name in names)
    return Guarded(home=HOME, gate=Gate(trusted, resolve), limits=LIMITS, gap_s=0.0)


def test_an_answer_comes_with_its_status_headers_and_body(site: Server, client: Guarded) -> None:
    site.replies["/feed"] = Reply(b"<rss/>", headers={"ETag": '"7"'})
    answer = client.get(site.url("/feed"))
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"<rss/>", '"7"')
    assert client.get(site.url("/gone")).status == 404


def test_the_request_says_who_asks_and_carries_nothing_of_this_machine(
    site: Server, client: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.replies["/"] = Reply(b"", headers={"Set-Cookie": "sid=1"})
    client.get(site.url("/"))
    client.get(site.url("/"), headers={"If-None-Match": '"7"'})
    first, second = (asked.headers for asked in site.asked)
    assert first["user-agent"].startswith("wirecopy/")
    assert first["user-agent"].endswith(f"(+{HOME})")
    assert first["host"] == f"127.0.0.1:{site.port}"
    assert second["if-none-match"] == '"7"'
    assert not {"cookie", "authorization", "referer"} & {*first, *second}


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://files.example/a",
        "gopher://files.example/",
        "http://",
        "http:///feed",
        "//feed",
        "http://marta:secret@wire.example/",
        "http://wire.example:0/",
        "http://wire.example:99999/",
        "http://[::1",
        "http://a b.example/",
        "https://wire.example/\x00",
        "",
    ],
)
def test_only_addresses_of_the_web_are_asked(site: Server, url: str) -> None:
    with pytest.raises(AddressRefused, match=r"check|leave them out"):
        named(site, answers=lambda host, port: ["93.184.215.14"]).get(url)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.251",
        "240.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "no number",
    ],
)
def test_a_name_that_leads_inside_is_refused_also_behind_a_public_address(site: Server, ip: str) -> None:
    client = named(site, answers=lambda host, port: ["93.184.215.14", ip])
    with pytest.raises(AddressRefused, match=r"not a public address; if it is meant, trust wire.example:80"):
        client.get("http://wire.example/")
    assert site.asked == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "0x7f000001", "2130706433", "127.1", "localhost", "[::1]", "[::ffff:7f00:1]"]
)
def test_numbers_of_this_machine_are_refused_however_they_are_written(site: Server, host: str) -> None:
    with pytest.raises(NetError):
        Guarded(home=HOME, gap_s=0.0).get(f"http://{host}:{site.port}/")
    assert site.asked == []


def test_a_trusted_host_is_trusted_with_its_port_only(site: Server) -> None:
    client = Guarded(home=HOME, gate=Gate(frozenset({"127.0.0.1:1"})), gap_s=0.0)
    with pytest.raises(AddressRefused, match=f"trust 127.0.0.1:{site.port}"):
        client.get(site.url("/"))


def test_the_connection_goes_to_the_address_that_was_looked_at(site: Server) -> None:
    """A name server that says something else a moment later is not asked again."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    site.replies["/"] = Reply(b"here")
    client = named(site, "wire.example", answers=resolve)
    assert client.get(site.url("/", host="wire.example")).body == b"here"
    assert asked == ["wire.example"]
    assert site.asked[0].headers["host"] == f"wire.example:{site.port}"


def test_a_host_of_several_addresses_is_asked_at_the_next_when_one_is_silent(site: Server) -> None:
    site.replies["/"] = Reply(b"here")
    client = named(site, "wire.example", answers=lambda host, port: ["::1", "127.0.0.1"])
    assert client.get(site.url("/", host="wire.example")).body == b"here"


def test_a_redirect_inside_is_refused(site: Server) -> None:
    """The first host is trusted; the one that it names is not."""
    other = f"http://inside.example:{site.port}/secret"
    site.replies["/"] = Reply(status=302, headers={"Location": other})
    site.replies["/secret"] = Reply(b"secret")
    with pytest.raises(AddressRefused, match=r"leads to 127.0.0.1"):
        named(site, "wire.example").get(site.url("/", host="wire.example"))
    assert site.paths == ["/"]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://[", "http://a:b@wire.example/", "http://169.254.169.254/"]
)
def test_a_redirect_to_what_is_not_asked_is_refused(site: Server, client: Guarded, target: str) -> None:
    site.replies["/"] = Reply(status=301, headers={"Location": target})
    with pytest.raises(AddressRefused):
        client.get(site.url("/"))


def test_redirects_are_followed_five_times(site: Server, client: Guarded) -> None:
    for number in range(7):
        site.replies[f"/{number}"] = Reply(status=307, headers={"Location": f"{number + 1}#part"})
    site.replies["/7"] = Reply(b"there")
    answer = client.get(site.url("/2"))
    assert (answer.body, answer.url) == (b"there", site.url("/7"))
    with pytest.raises(NetError, match="more than 5 redirects"):
        client.get(site.url("/1"))
    assert site.paths == ["/2", "/3", "/4", "/5", "/6", "/7", "/1", "/2", "/3", "/4", "/5", "/6"]


def test_own_headers_stay_with_the_server_that_was_asked_first(site: Server) -> None:
    site.replies["/"] = Reply(status=302, headers={"Location": site.url("/next", host="other.example")})
    site.replies["/next"] = Reply(b"")
    named(site, "wire.example", "other.example").get(
        site.url("/", host="wire.example"), headers={"Authorization": "Basic c2VjcmV0"}
    )
    assert ["authorization" in asked.headers for asked in site.asked] == [True, False]


def test_a_body_without_end_is_left_at_the_limit(site: Server, client: Guarded) -> None:
    site.replies["/"] = Reply(itertools.repeat(b"x" * 5_000))
    with pytest.raises(TooLarge, match="more than 100,000 bytes"):
        client.get(site.url("/"))


def test_a_body_of_just_the_limit_is_taken(site: Server, client: Guarded) -> None:
    site.replies["/"] = Reply(b"x" * 100_000)
    assert len(client.get(site.url("/")).body) == 100_000
    site.replies["/"] = Reply(b"x" * 100_001)
    with pytest.raises(TooLarge):
        client.get(site.url("/"))


def test_gzip_is_unpacked_also_in_several_members(site: Server, client: Guarded) -> None:
    site.replies["/"] = Reply(gzip.compress(b"one ") + gzip.compress(b"two"), headers={"Content-Encoding": "gzip"})
    assert client.get(site.url("/")).body == b"one two"


def test_a_bomb_is_unpacked_to_the_limit_and_no_further(site: Server, client: Guarded) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(90)) + packer.flush()
    assert len(bomb) < 100_000
    site.replies["/"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(TooLarge):
        client.get(site.url("/"))


def test_gzip_that_becomes_nothing_ends_at_the_limit_of_what_is_sent(site: Server, client: Guarded) -> None:
    site.replies["/"] = Reply(itertools.repeat(gzip.compress(b"")), headers={"Content-Encoding": "gzip"})
    with pytest.raises(TooLarge):
        client.get(site.url("/"))


@pytest.mark.parametrize(
    ("body", "encoding", "words"),
    [
        (b"no gzip at all", "gzip", "damaged"),
        (gzip.compress(b"one two three" * 99)[:-9], "gzip", "ends in the middle"),
        (b"x", "br", "not asked for"),
        (gzip.compress(gzip.compress(b"x")), "gzip, gzip", "not asked for"),
    ],
)
def test_what_cannot_be_unpacked_is_named(
    site: Server, client: Guarded, body: bytes, encoding: str, words: str
) -> None:
    site.replies["/"] = Reply(body, headers={"Content-Encoding": encoding})
    with pytest.raises(NetError, match=words):
        client.get(site.url("/"))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nshorter",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffffff\r\nx",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000,
    ],
)
def test_an_answer_that_breaks_off_or_is_none_is_an_error(site: Server, client: Guarded, raw: bytes) -> None:
    site.replies["/"] = Reply(raw=[raw])
    with pytest.raises(NetError, match="try again later"):
        client.get(site.url("/"))


def test_bytes_behind_the_length_are_not_read(site: Server, client: Guarded) -> None:
    site.replies["/"] = Reply(raw=[b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshortHTTP/1.1 200 OK\r\n\r\n"])
    assert client.get(site.url("/")).body == b"short"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(itertools.repeat(b"x"), drips=True),
        Reply(itertools.repeat(b"x"), drips=True, headers={"Content-Length": "5000"}),
        Reply(raw=itertools.chain([b"HTTP/1.1 200 OK\r\nX: "], itertools.repeat(b"x")), drips=True),
        Reply(raw=itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n"), drips=True),
        Reply(raw=itertools.chain(itertools.repeat(b"", 40), [b"HTTP/1.1 200 OK\r\n\r\n"]), drips=True),
    ],
    ids=["body to the end of the connection", "body", "headers", "never the answer itself", "silence"],
)
def test_a_server_that_drips_is_cut_off_when_the_time_is_over(site: Server, client: Guarded, reply: Reply) -> None:
    site.replies["/"] = reply
    with pytest.raises(TookTooLong, match=r"longer than 0.3 seconds"):
        client.get(site.url("/"), limits=SHORT)


def test_redirects_share_the_time(site: Server, client: Guarded) -> None:
    def late(asked: Asked) -> Reply:
        site.ended.wait(0.2)
        return Reply(status=302, headers={"Location": "/"})

    site.replies["/"] = late
    with pytest.raises(TookTooLong):
        client.get(site.url("/"), limits=SHORT)


def test_a_closed_port_and_an_unknown_name_are_named(site: Server) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    with pytest.raises(NetError, match=r"wire.example:1 takes no connection"):
        Guarded(home=HOME, gate=Gate(frozenset({"wire.example:1"}), lambda *_: ["127.0.0.1"])).get(
            "http://wire.example:1/"
        )
    with pytest.raises(NetError, match=r"does not resolve .no such host.; check it"):
        named(site, answers=unknown).get("http://wire.example/")
    with pytest.raises(NetError, match="has no address"):
        named(site, answers=lambda host, port: []).get("http://wire.example/")


def test_all_errors_are_of_the_services_tree() -> None:
    assert issubclass(NetError, WirecopyError)
    assert all(issubclass(kind, NetError) for kind in (AddressRefused, TooLarge, TookTooLong))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of wire.example, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "wire.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1)
    )
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("wire.example")]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    signed = made.sign(key, hashes.SHA256())
    path = tmp_path_factory.mktemp("tls") / "wire.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + secret)
    return path


def secure_client(server: Server, name: str, trusts: Path | None) -> Guarded:
    tls = ssl.create_default_context(cafile=str(trusts) if trusts else None)
    gate = Gate(frozenset({f"{name}:{server.port}"}), lambda host, port: ["127.0.0.1"])
    return Guarded(home=HOME, gate=gate, limits=LIMITS, gap_s=0.0, tls=tls)


def test_tls_asks_for_the_name_and_checks_it_although_it_connects_to_a_number(certificate: Path) -> None:
    seen: list[str | None] = []
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    tls.sni_callback = lambda sock, name, context: seen.append(name)
    with Server(tls) as server:
        server.replies["/"] = Reply(b"sealed")
        client = secure_client(server, "wire.example", certificate)
        assert client.get(server.url("/", host="wire.example")).body == b"sealed"
        assert seen == ["wire.example"]
        with pytest.raises(NetError, match="mismatch"):
            secure_client(server, "other.example", certificate).get(server.url("/", host="other.example"))
        with pytest.raises(NetError, match="certificate verify failed"):
            secure_client(server, "wire.example", None).get(server.url("/", host="wire.example"))
    assert [asked.path for asked in server.asked] == ["/"]


def test_a_server_that_drips_behind_tls_is_cut_off_too(certificate: Path) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with Server(tls) as server:
        server.replies["/"] = Reply(itertools.repeat(b"x"), drips=True)
        with pytest.raises(TookTooLong):
            secure_client(server, "wire.example", certificate).get(server.url("/", host="wire.example"), limits=SHORT)
