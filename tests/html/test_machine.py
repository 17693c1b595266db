"""Machine data: JSON-LD as pages write it, and prose that stands in scripts only."""

import json

import pytest

from wiretrace.html import parse

SENTENCES = [f"On day {n} the harbour master told reporters that the ferry would stay where it was." for n in range(9)]
BODY = " ".join(SENTENCES)


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ('{"@type": "A"}', ["A"]),
        ('[{"@type": "A"}, {"@type": "B"}]', ["A", "B"]),
        ('{"@context": "x", "@graph": [{"@type": "A"}, {"@type": "B"}]}', ["A", "B"]),
        ('<!-- {"@type": "A"} -->', ["A"]),
        ('//<![CDATA[\n{"@type": "A"}\n//]]>', ["A"]),
        ('{"@type": "A",}', ["A"]),
        ('{"@type": "A", "x": "line\nbreak"};', ["A"]),
        ("{&quot;@type&quot;: &quot;A&quot;}", ["A"]),
        ('{"@type": "A"', []),
        ("", []),
        ('"just a text"', []),
        ("[" * 50_000, []),
    ],
)
def test_json_ld_is_read_as_pages_write_it(source: str, kinds: list[str]) -> None:
    page = parse(f"<script type='application/ld+json; charset=utf-8'>{source}</script>")
    assert [item["@type"] for item in page.data] == kinds


def machine_lines(script: str, body: str = "") -> list[str]:
    page = parse(f"<body>{body}{script}</body>")
    assert page.text[: page.visible_end] == parse(f"<body>{body}</body>").text
    return [page.text[block.start : block.end] for block in page.blocks if block.element == -1]


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="application/ld+json">{json.dumps({"articleBody": BODY})}</script>',
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"body": BODY}})}</script>',
        f"<script>window.__STATE__ = {json.dumps({'a': [1, BODY]})};</script>",
        f"<script>window.__STATE__ = {json.dumps(json.dumps({'body': BODY}))};</script>",
        f"<script>self.__next_f.push([1,{json.dumps('<p>' + BODY + '</p>')}])</script>",
        f'<script>var x = {{"body": "{BODY}\\x20"}}</script>',
    ],
)
def test_prose_in_scripts_is_read(script: str) -> None:
    assert machine_lines(script) == [BODY]


def test_markup_inside_a_script_text_becomes_lines() -> None:
    script = f"<script>x = {json.dumps({'html': f'<p>{BODY}</p><p>Caf&eacute; <b>closed</b>.</p>'})}</script>"
    assert machine_lines(script) == [BODY, "Café closed."]


def test_text_that_stands_on_the_page_is_not_repeated() -> None:
    script = f"<script>x = {json.dumps(BODY)}</script>"
    assert machine_lines(script, f"<p>{BODY}</p>") == []
    assert machine_lines(script, "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)) == []


def test_of_a_text_shown_in_part_the_rest_is_added() -> None:
    script = f"<script>x = {json.dumps(chr(10).join(SENTENCES))}</script>"
    assert machine_lines(script, f"<p>{SENTENCES[0]}</p>") == SENTENCES[1:]


def test_the_same_text_in_two_scripts_is_added_once() -> None:
    script = f"<script>x = {json.dumps(BODY)}</script>"
    assert machine_lines(script * 2) == [BODY]


@pytest.mark.parametrize(
    "text", ["short", "if (a == b) { c = d; } " * 30, "aGVsbG8gd29ybGQ" * 40, ".a{b:c} .d{e:f} " * 30, "k=v&" * 100]
)
def test_what_is_not_prose_is_left_out(text: str) -> None:
    assert machine_lines(f"<script>x = {json.dumps(text)}</script>") == []


def test_prose_without_spaces_is_prose() -> None:
    text = "港口管理者は月曜日に渡し船が春まで動かないと記者団に語った。" * 10
    assert machine_lines(f"<script>x = {json.dumps(text)}</script>") == [text]
