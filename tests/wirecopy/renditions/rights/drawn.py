"""Terms for tests: drawn by hypothesis, full of hostile words, and one set that uses every code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.cast import WIRE
from wirecopy.renditions.rights.machine_use import FORBIDS_TRAINING
from wiretrace.errors import TermsError
from wiretrace.model import Rule, Terms, Wire
from wiretrace.terms import CODES, validate
from wiretrace.terms.codes import PLACES, SCOPES

UID = "https://harborlight.example/terms/3.jsonld"
STORIES = "https://harborlight.example/stories"
HOME = "https://harborlight.example/"
PAGE = "https://harborlight.example/republish"
CONTACT = "licensing@harborlight.example"
HOSTILE = (
    'Harbor "Light" O\'Brien & <b>Sons</b>',
    "Harbor Light\r\nSet-Cookie: a=b",
    "Harbor ]]> Light -->",
    "Harbor\x00\x0b\x1f\x7f\x85Light\ufffe",
    "Harbor\u2028Light \u202eNeWs {name} \\u0022 </script>",
    "Häfen & Łódź \U0001f6a2\u00a0%0d%0a",
)
NO_TRAINING = Rule(FORBIDS_TRAINING)

words = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=30).filter(lambda text: bool(text.strip())))
several = st.lists(words, max_size=3).map(tuple)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
TIERS = ("public", "approved", 'member "gold"\n')


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """One rule of any code, with whatever that code may say."""
    code = draw(st.sampled_from(sorted(CODES)))
    known = CODES[code]
    since, until = draw(spans())
    limit, unit = draw(limits(known.units)) if known.units else (None, None)
    return Rule(
        code,
        draw(st.sampled_from(("must", "should", "please"))),
        place=draw(st.sampled_from((known.place, *PLACES))),
        target="story" if code == "LINK_STORY" else draw(st.sampled_from((known.target, "home", "story"))),
        scope=draw(st.sampled_from(("online", *SCOPES))),
        formats=draw(st.sampled_from(((), ("{name}, {wire}",), ("{name} | {wire}", 'by {name} of "{wire}"')))),
        tiers=draw(st.lists(st.sampled_from(TIERS), unique=True, max_size=2).map(tuple)),
        except_publishers=draw(several),
        limit=limit,
        unit=unit,
        since=since,
        until=until,
        text=draw(st.one_of(st.just(""), words)),
        allows=draw(st.sampled_from((None, (), ("style",), ("headline", "cut")))) if code == "NOEDIT" else None,
    )


@st.composite
def spans(draw: st.DrawFn) -> tuple[date | None, date | None]:
    since = draw(st.one_of(st.none(), days))
    until = draw(st.one_of(st.none(), days))
    return (since, since + timedelta(days=1)) if since and until and since >= until else (since, until)


@st.composite
def limits(draw: st.DrawFn, units: tuple[str, ...]) -> tuple[float | None, str | None]:
    """A number and its unit, or neither."""
    unit = draw(st.sampled_from(units))
    most = 1.0 if unit == "share" else 1e12
    limit = draw(st.one_of(st.floats(min_value=1e-9, max_value=most), st.integers(1, 5000).map(float)))
    return (min(limit, most), unit) if draw(st.integers(0, 3)) else (None, None)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Valid terms: a rule that would contradict what is there is left out, alternatives are made where they may be."""
    since, until = draw(spans())
    wire = st.builds(Wire, words, several, several, several, st.one_of(st.none(), words))
    found = Terms(
        draw(words),
        (),
        wire=draw(st.one_of(st.none(), wire)),
        contact=draw(st.one_of(st.none(), words, st.just(CONTACT))),
        licence=draw(st.sampled_from((None, "CC BY 4.0", "Our own licence, see there"))),
        licence_url=draw(st.sampled_from((None, "https://licences.example/by/4.0/", "not an address"))),
        tiers=TIERS,
        since=since,
        until=until,
        source=draw(st.one_of(st.just(""), words)),
    )
    for rule in draw(st.lists(rules(), max_size=12)):
        found = _with(found, (*found.rules, rule))
    return _alternatives(found, draw(words)) if draw(st.booleans()) else found


def _with(found: Terms, changed: tuple[Rule, ...]) -> Terms:
    candidate = replace(found, rules=changed)
    try:
        validate(candidate)
    except TermsError:
        return found
    return candidate


def _alternatives(found: Terms, name: str) -> Terms:
    """The first two checked rules of one strength, as a group."""
    by_strength: dict[str, list[int]] = {}
    for number, rule in enumerate(found.rules):
        if CODES[rule.code].kind == "checked":
            by_strength.setdefault(rule.strength, []).append(number)
    pair = next((numbers[:2] for numbers in by_strength.values() if len(numbers) > 1), [])
    grouped = tuple(replace(r, any_of=name) if n in pair else r for n, r in enumerate(found.rules))
    return _with(found, grouped)


def every_code() -> list[Terms]:
    """For each code of the catalogue, terms that hold nothing but it."""
    given = {"TIME_LIMIT": (90.0, "days")}
    return [
        Terms(f"Only {code}", (Rule(code, row.strength, row.place, row.target, row.scope, limit=limit, unit=unit),), wire=WIRE)
        for code, row in CODES.items()
        for limit, unit in [given.get(code, (None, None))]
    ]  # fmt: skip
