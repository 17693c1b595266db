"""The guard: which addresses a scan asks, and that it asks just those that it looked at."""

import ipaddress
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from tests.scan.store.server import Fault, Server
from wiretrace.errors import AddressRefused, StoreError
from wiretrace.scan.store.guard import Guard, is_public, resolve
from wiretrace.scan.store.http import http_source
from wiretrace.scan.store.ranged import Interrupted, RangedStream, Timing

URL = "https://archive.example/a.warc.gz"
PUBLIC = "93.184.215.14"
NOT_PUBLIC = {
    "this machine": "127.0.0.1",
    "this machine, another of its numbers": "127.8.9.1",
    "any of this machine": "0.0.0.0",
    "an office": "10.1.2.3",
    "an office of the middle size": "172.16.0.1",
    "a home": "192.168.1.1",
    "a provider's own": "100.64.0.1",
    "the metadata of a cloud": "169.254.169.254",
    "a link": "169.254.0.1",
    "many hosts": "224.0.0.251",
    "all hosts": "255.255.255.255",
    "a class nobody uses": "240.0.0.1",
    "a document": "192.0.2.1",
    "a benchmark": "198.18.0.1",
    "this machine (6)": "::1",
    "any of this machine (6)": "::",
    "a link (6)": "fe80::1",
    "a link (6) with its interface": "fe80::1%eth0",
    "an office (6)": "fd00::1",
    "the metadata of a cloud (6)": "fd00:ec2::254",
    "many hosts (6)": "ff02::1",
    "a document (6)": "2001:db8::1",
    "mapped: this machine": "::ffff:127.0.0.1",
    "mapped: metadata": "::ffff:169.254.169.254",
    "NAT64: this machine": "64:ff9b::127.0.0.1",
    "NAT64: metadata": "64:ff9b::a9fe:a9fe",
    "6to4: an office": "2002:a01:203::1",
    "6to4: metadata": "2002:a9fe:a9fe::1",
    "Teredo: an office": "2001:0:5db8:d70e:0:0:f5fe:fdfc",
}


class Names:
    """A name server that notes what it was asked, and answers the next time with the next list."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture()
def server() -> Iterator[Server]:
    with Server() as server:
        server.files["/a.warc.gz"] = b"0123456789"
        yield server


@pytest.mark.parametrize("ip", NOT_PUBLIC.values(), ids=NOT_PUBLIC)
def test_a_host_that_is_not_public_is_refused_unless_it_was_typed(ip: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        Guard(frozenset(), Names([ip])).address_for(URL)
    assert URL in str(caught.value)
    assert ip in str(caught.value)
    typed = Guard.origin_of("https://archive.example/other/path?x=1")
    assert typed
    assert Guard(frozenset({typed}), Names([ip])).address_for(URL) == (("https", "archive.example", 443), ip)


@pytest.mark.parametrize("ip", [PUBLIC, "8.8.8.8", "2606:4700::1111", f"::ffff:{PUBLIC}", f"64:ff9b::{PUBLIC}"])
def test_a_public_host_is_asked_without_being_typed(ip: str) -> None:
    assert Guard(frozenset(), Names([ip])).address_for(URL) == (("https", "archive.example", 443), ip)


@pytest.mark.parametrize("answer", [[PUBLIC, "127.0.0.1"], ["10.0.0.1", PUBLIC], [PUBLIC, "8.8.8.8", "fe80::1"]])
def test_a_name_with_a_public_and_a_private_address_is_refused(answer: list[str]) -> None:
    with pytest.raises(AddressRefused, match="not a public address"):
        Guard(frozenset(), Names(answer)).address_for(URL)


@pytest.mark.parametrize(
    "url",
    [
        "http://archive.example/a",
        "https://archive.example:8443/a",
        "https://www.archive.example/a",
        "https://archive.example.evil.example/a",
    ],
)
def test_typing_an_address_trusts_just_its_scheme_host_and_port(url: str) -> None:
    typed = Guard.origin_of(URL)
    assert typed
    with pytest.raises(AddressRefused):
        Guard(frozenset({typed}), Names(["10.0.0.1"])).address_for(url)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("http://A.Example/x", ("http", "a.example", 80)),
        ("HTTPS://a.example", ("https", "a.example", 443)),
        ("https://a.example:8443/x", ("https", "a.example", 8443)),
        ("http://[::1]:9/x", ("http", "::1", 9)),
        ("https:///x", None),
        ("http://a.example:99999/x", None),
        ("http://a.example:port/x", None),
        ("http://[::1/x", None),
        ("a.warc.gz", None),
    ],
)
def test_the_origin_of_an_address(url: str, origin: tuple[str, str, int] | None) -> None:
    assert Guard.origin_of(url) == origin


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "file://localhost:80/etc/passwd",
        "ftp://archive.example:21/a",
        "gopher://archive.example:70/a",
        "s3://bucket/key",
        "https:///a",
        "http://[::1/a",
        "/etc/passwd",
    ],
)
def test_what_is_no_address_of_the_web_is_refused_and_no_name_is_looked_up(url: str) -> None:
    names = Names([PUBLIC])
    origin = Guard.origin_of(url)
    with pytest.raises(AddressRefused, match="only http and https"):
        Guard(frozenset({origin} if origin else ()), names).address_for(url)
    assert names.asked == []


@pytest.mark.parametrize("login", ["user:secret@", "user@", "archive.example@", ":@"])
def test_a_name_or_password_in_an_address_is_refused(login: str) -> None:
    url = URL.replace("archive", f"{login}archive")
    typed = Guard.origin_of(url)
    assert typed
    names = Names([PUBLIC])
    with pytest.raises(AddressRefused, match="name or password"):
        Guard(frozenset({typed}), names).address_for(url)
    assert names.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "localhost"])
def test_other_spellings_of_this_machine_are_seen_through(host: str) -> None:
    with pytest.raises(AddressRefused, match="not a public address"):
        Guard(frozenset()).address_for(f"http://{host}:9/a")


def test_a_name_that_does_not_resolve_is_tried_again() -> None:
    def fails(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(Interrupted, match=r"archive\.example does not resolve \(no such name\)"):
        Guard(frozenset(), fails).address_for(URL)
    with pytest.raises(Interrupted, match=r"archive\.example has no address"):
        Guard(frozenset(), Names([])).address_for(URL)


def test_numbers_resolve_to_themselves_once() -> None:
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_one_of_version_6_is_public_only_if_it_is_so_itself(ip: ipaddress.IPv4Address) -> None:
    if not ip.is_multicast:
        assert is_public(f"::ffff:{ip}") == is_public(str(ip)) == ip.is_global
    if not ip.is_global:
        for wrapped in ((0x64FF9B << 96) | int(ip), (0x2002 << 112) | (int(ip) << 80) | 1):
            assert not is_public(str(ipaddress.IPv6Address(wrapped)))


@given(st.ip_addresses(v=6))
def test_no_private_address_of_version_6_is_public(ip: ipaddress.IPv6Address) -> None:
    if ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_unspecified:
        assert not is_public(str(ip))


def stream_at(server: Server, names: Names, host: str = "archive.example", tries: int = 1) -> RangedStream:
    url = server.url("/a.warc.gz", host)
    origin = Guard.origin_of(url)
    assert origin
    timing = Timing(connect_s=5.0, read_s=5.0, tries=tries, pause_s=0.0)
    return RangedStream(url, http_source(url, Guard(frozenset({origin}), names), timing), timing)


def test_the_connection_goes_to_the_address_that_was_looked_at(server: Server) -> None:
    names = Names(["127.0.0.1"], ["192.0.2.1"])
    with stream_at(server, names) as stream:
        assert stream.read() == b"0123456789"
    assert names.asked == [("archive.example", server.port)]
    assert server.asked[0].headers["host"] == f"archive.example:{server.port}"


def test_each_request_looks_anew_and_a_name_that_turns_private_is_refused(server: Server) -> None:
    server.faults.append(Fault(302, {"Location": "http://elsewhere.example/a"}))
    names = Names(["127.0.0.1"], ["169.254.169.254"])
    with stream_at(server, names) as stream, pytest.raises(AddressRefused, match=r"169\.254\.169\.254"):
        stream.read()
    assert names.asked == [("archive.example", server.port), ("elsewhere.example", 80)]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The certificate of archive.example, signed by itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "archive.example")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("archive.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(signed.public_bytes(pem) + private)
    return path


@pytest.fixture()
def secure(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Server(context) as server:
        server.files["/a.warc.gz"] = b"0123456789"
        yield server


def test_a_certificate_is_held_against_the_name_not_the_number(
    secure: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with stream_at(secure, Names(["127.0.0.1"])) as stream:
        assert stream.read() == b"0123456789"
    with stream_at(secure, Names(["127.0.0.1"]), "other.example") as stream, pytest.raises(StoreError, match="other"):
        stream.read()
    assert len(secure.asked) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Server) -> None:
    with stream_at(secure, Names(["127.0.0.1"])) as stream, pytest.raises(StoreError, match="gave up at byte 0"):
        stream.read()
    assert secure.asked == []
