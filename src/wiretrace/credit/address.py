"""Whether two addresses are of one site, or of one page, as publishers write them."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from wiretrace.credit.copy import Copy

# Parameters that say where a reader came from, never which page it is.
_TRACKING = ("utm_", "fb_", "mc_", "pk_", "at_", "ga_")
_TRACKING_NAMES = frozenset(
    "fbclid gclid dclid msclkid yclid igshid ref ref_src source src cmp cmpid ncid smid sr_share amp outputtype".split()
)
_DEVICE_HOSTS = ("www.", "m.", "amp.", "mobile.")
_INDEX_FILES = ("index.html", "index.htm", "index.php", "default.aspx")
_MAX_ADDRESS = 4_000  # longer ones are data: and tracking addresses


@lru_cache(maxsize=2048)
def host_of(address: str) -> str:
    """The host of an absolute or ``//`` address, lower case, without ``www.`` and the like; empty where it has none."""
    return _split(address)[0]


@lru_cache(maxsize=2048)
def _split(address: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Host, path and meaningful query of an address; all empty for what is no web address."""
    if len(address) > _MAX_ADDRESS:
        return "", "", ()
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:  # "http://[": not an address, so it is of no site
        return "", "", ()
    if parts.scheme not in ("http", "https", ""):
        return "", "", ()
    for prefix in _DEVICE_HOSTS:
        if host.startswith(prefix) and host.count(".") > 1:
            host = host[len(prefix) :]
            break
    return host, _path(parts.path), _query(parts.query)


def _path(path: str) -> str:
    path = unquote(path).rstrip("/")
    for name in _INDEX_FILES:
        path = path.removesuffix("/" + name)
    return path.removesuffix("/amp").rstrip("/")


def _query(query: str) -> tuple[tuple[str, str], ...]:
    pairs = parse_qsl(query, keep_blank_values=True)
    return tuple(
        sorted((k, v) for k, v in pairs if not k.lower().startswith(_TRACKING) and k.lower() not in _TRACKING_NAMES)
    )


def absolute(address: str, base: str | None) -> str:
    """``address`` as a page at ``base`` means it; unchanged where the base is not known or the address is broken."""
    try:
        return urljoin(base, address.strip()) if base else address.strip()
    except ValueError:
        return address


def is_of_site(address: str, site: str) -> bool:
    """Say whether an address is on the host ``site`` (as :func:`host_of` gives it) or below it."""
    host = host_of(address)
    return bool(site) and (host == site or host.endswith("." + site))


def is_same_page(left: str, right: str) -> bool:
    """Say whether two absolute addresses are of one page: scheme, www, slash, fragment and tracking do not count."""
    one = _split(left)
    return bool(one[0]) and one == _split(right)


def is_home(address: str) -> bool:
    """Say whether an address is the front page of its site."""
    host, path, query = _split(address)
    return bool(host) and not path and not query


def wire_sites(copy: Copy) -> tuple[str, ...]:
    """The hosts that are the wire's own, as far as wire, terms and story name them; empty where none does."""
    terms_wire = copy.terms.wire if copy.terms else None
    named = (copy.wire.home, terms_wire.home if terms_wire else None, copy.story.url)
    hosts = (host_of(address) or host_of(f"//{address}") for address in named if address)
    return tuple(dict.fromkeys(host for host in hosts if host))


def is_named_like(site: str, names: tuple[str, ...]) -> bool:
    """Say whether a host is called as a wire is: ``theaviationist.com`` for "The Aviationist".

    The label before the public suffix must be the whole name, of four letters or more, with or without its article:
    shorter ones ("ap", "efe") belong to many. It is a guess, for where no address of the wire is known.
    """
    labels = {label for label in site.split(".")[:-1] if len(label) >= 4}
    wanted = {"".join(char for char in name.casefold() if char.isalnum()) for name in names}
    wanted |= {name.removeprefix("the") for name in wanted}
    return any(label.replace("-", "") in wanted for label in labels)
