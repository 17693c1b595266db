"""The walk over the DOM: text, ranges, what is hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiretrace.errors import PageTooDeep
from wiretrace.html.dom import MAX_DEPTH, Dom, read_dom


def texts(dom: Dom, tag: str) -> list[str]:
    return [dom.text[s:e] for t, s, e in zip(dom.tags, dom.starts, dom.ends, strict=True) if t == tag]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a \n\t b<p>c", "a b\nc"),
        ("a<br>b<br><br>c", "a\nb\nc"),
        ("<p>one <b>two</b> three</p>", "one two three"),
        ("<p>one<b> two</b></p>", "one two"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<table><tr><td>a<td>b</table>", "a\nb"),
        ("<p>a&nbsp;b&amp;c</p>", "a b&c"),
        ("<p>  </p><p>a</p><p> </p>", "a"),
        ("a<script>var b</script><style>c{}</style>d", "ad"),
        ("<p>x<iframe>not read</iframe>", "x"),
        ("<p>a<!-- comment -->b", "ab"),
        ("<svg><title>Label</title><text>Drawn</text></svg>", "Drawn"),
    ],
)
def test_text_is_collapsed_within_a_block_and_broken_between_blocks(markup: str, text: str) -> None:
    assert read_dom(markup).text == text


def test_siblings_set_apart_by_style_alone_are_two_words() -> None:
    assert read_dom("<p><span>Marta Lindqvist</span><span>HLNS</span>").text == "Marta Lindqvist HLNS"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p><span>MARTA LINDQVIST</span><span>March 3</span>", "MARTA LINDQVIST March 3"),
        ("<p><a>Marta Lindqvist</a>12 hours ago", "Marta Lindqvist 12 hours ago"),
        ("<p><time>March 3, 2026</time><b>HLNS</b>", "March 3, 2026 HLNS"),
        ("<p><b>D</b>NA test of <b>CO</b>2</p>", "DNA test of CO 2"),
        ("<p>CO<sub>2</sub> and H<sub>2</sub>O", "CO2 and H2O"),
        ("<p><b>HL</b>NS", "HLNS"),
    ],
)
def test_a_name_and_what_follows_in_another_element_are_two_words(markup: str, text: str) -> None:
    assert read_dom(markup).text == text


def test_a_drop_cap_is_not_set_apart() -> None:
    assert read_dom("<p><span>T</span>he ferry</p>").text == "The ferry"
    assert read_dom("<p><b>i</b><i>n</i>side</p>").text == "inside"


def test_elements_know_their_text_and_their_parent() -> None:
    dom = read_dom("<body><div><p>One <b>two</b></p><p>three</p></div>")
    assert texts(dom, "div") == ["One two\nthree"]
    assert texts(dom, "p") == ["One two", "three"]
    assert texts(dom, "b") == ["two"]
    assert [dom.tags[dom.parents[index]] for index, tag in enumerate(dom.tags) if tag == "b"] == ["p"]


def test_an_empty_element_stands_where_its_text_would_begin() -> None:
    dom = read_dom("<p>One</p><p><img>two</p>")
    assert dom.starts[dom.tags.index("img")] == dom.text.index("two")


@pytest.mark.parametrize(
    "attribute", ["hidden", "style='display: none'", "style='color:red;VISIBILITY : hidden'", "HIDDEN=''"]
)
def test_hidden_text_is_kept_and_marked_with_all_below(attribute: str) -> None:
    dom = read_dom(f"<body><div {attribute}><p>gone</p></div><p>here</p>")
    assert dom.text == "gone\nhere"
    assert [dom.hidden[index] for index, tag in enumerate(dom.tags) if tag == "p"] == [True, False]


def test_aria_hidden_is_shown() -> None:
    assert not any(read_dom("<p aria-hidden=true>x").hidden)


def test_a_template_is_read_and_hidden_but_a_shadow_root_is_shown() -> None:
    dom = read_dom("<body><template><p>inert</p></template><div><template shadowrootmode=open><p>shown</p></template>")
    assert dom.text == "inert\nshown"
    assert [dom.hidden[index] for index, tag in enumerate(dom.tags) if tag == "p"] == [True, False]


def test_noscript_is_read_as_without_script() -> None:
    dom = read_dom("<body><noscript><img src=logo.png></noscript><p>x</p>")
    assert dom.attrs[dom.tags.index("img")] == {"src": "logo.png"}


def test_attributes_are_lower_case_and_empty_ones_are_empty_texts() -> None:
    assert read_dom("<body><p DATA-X=A itemscope>").attrs[-1] == {"data-x": "A", "itemscope": ""}


def test_depth_is_refused_exactly_behind_the_limit() -> None:
    read_dom("<div>" * (MAX_DEPTH - 2))  # html and body are above
    with pytest.raises(PageTooDeep, match="1,000"):
        read_dom("<div>" * (MAX_DEPTH - 1))


PIECES = ["<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "<br>", "<img>", "<template>", "</template>", " ", "a", "Bc ",
          "<td>", "<table>", "</table>", "<noscript>", "\n", "<svg>", "</svg>", "&nbsp;", "<ul><li>", "\0"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_ranges_hold_on_any_markup(pieces: list[str]) -> None:
    dom = read_dom("".join(pieces))
    lines = dom.text.split("\n") if dom.text else []
    assert [dom.text[start:end] for start, end, _ in dom.blocks] == lines
    assert all(line == " ".join(line.split()) and line for line in lines)
    for index, parent in enumerate(dom.parents):
        assert 0 <= dom.starts[index] <= dom.ends[index] <= len(dom.text)
        assert parent < index
        if parent >= 0:
            assert dom.starts[parent] <= dom.starts[index]
            assert dom.ends[index] <= max(dom.ends[parent], dom.starts[index])
