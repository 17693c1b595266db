"""The compiled kernel equals the reference bit for bit, and it is there when it must be."""

import os
import subprocess
import sys
import threading
from array import array

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wiretrace import fingerprint
from wiretrace.fingerprint import reference

try:
    from wiretrace.fingerprint import _kernel
except ModuleNotFoundError:
    _kernel = None  # type: ignore[assignment]  # the tests below say so

needs_kernel = pytest.mark.skipif(_kernel is None, reason="the kernel is not built")

TRICKY = "aZ ß\u1e9eﬁ'’ʼ\u00ad\u200b\u0301\u0345é½㎏ｶﾞか\u3099한\u1112\u1161\u0e01\u0e34\u0e49"
TRICKY += "_.-\x00\ud800\udfff\U0001f3ff\U00020000\U0001d400"
ANY_TEXT = st.text(st.characters()) | st.text(st.sampled_from(TRICKY), max_size=40)
U64 = st.integers(0, reference.MASK)
FEW = st.integers(0, 3)
HASHES = st.lists(U64 | FEW, max_size=80).map(lambda values: array("Q", values))


def test_the_kernel_is_there_where_it_is_required() -> None:
    if os.environ.get("WIRETRACE_REQUIRE_KERNEL") == "1":
        assert _kernel is not None, "the kernel was not built, but WIRETRACE_REQUIRE_KERNEL=1 asks for it"
        assert f"cython-{reference.VERSION}" == fingerprint.KERNEL


@needs_kernel
@given(ANY_TEXT)
@example("")
@example("\x00\ud800\U0010ffff")
@example("x" * 70_000)
@example("harbor light " * 400)
def test_tokens_are_equal(text: str) -> None:
    assert _kernel.tokens(text) == reference.tokens(text)


@needs_kernel
def test_tokens_are_equal_for_every_code_point_between_letters() -> None:
    for block in range(0, 0x110000, 0x400):
        text = "a" + "a ".join(map(chr, range(block, block + 0x400)))
        assert _kernel.tokens(text) == reference.tokens(text), hex(block)


@needs_kernel
@given(HASHES, st.integers(1, 12))
def test_grams_are_equal(hashes: "array[int]", n: int) -> None:
    assert _kernel.grams(hashes, n) == reference.grams(hashes, n)


@needs_kernel
@given(HASHES, st.integers(1, 12))
def test_winnowing_is_equal(hashes: "array[int]", window: int) -> None:
    assert _kernel.winnow(hashes, window) == reference.winnow(hashes, window)


@needs_kernel
def test_the_kernel_refuses_what_the_reference_refuses() -> None:
    with pytest.raises(ValueError, match="at least one token"):
        _kernel.grams(array("Q", [1]), 0)
    with pytest.raises(ValueError, match="at least one gram"):
        _kernel.winnow(array("Q", [1]), 0)
    with pytest.raises(TypeError):
        _kernel.tokens(b"bytes")  # type: ignore[arg-type]


@needs_kernel
def test_the_kernel_works_in_several_threads_at_once() -> None:
    text = "".join(map(chr, range(0x20, 0x3000))) * 3
    expected = reference.tokens(text)
    answers: list[object] = []
    threads = [threading.Thread(target=lambda: answers.append(_kernel.tokens(text))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 4


def test_the_environment_can_choose_the_reference() -> None:
    code = "import wiretrace.fingerprint as f; print(f.KERNEL, f.grams('the light over the harbor burned').hashes[0])"
    environment = {**os.environ, "WIRETRACE_PURE": "1"}
    answer = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    kernel, gram = answer.stdout.split()
    assert kernel == f"python-{reference.VERSION}"
    assert int(gram) == fingerprint.grams("the light over the harbor burned").hashes[0]
