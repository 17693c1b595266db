"""Parts of several files at once come out in the order of the files."""

from contextlib import closing
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from wiretrace.scan.order import SPOOL_BYTES, InOrder
from wiretrace.scan.parts import Part


@given(st.lists(st.lists(st.binary(max_size=4), max_size=4), max_size=5), st.randoms(use_true_random=False))
def test_however_parts_arrive_lines_come_in_the_order_of_the_files(files: list[list[bytes]], random: Random) -> None:
    waiting = [
        [*(Part(str(n), pages=1, lines=line) for line in lines), Part(str(n), done=True)]
        for n, lines in enumerate(files)
    ]
    out = []
    with closing(InOrder()) as order:
        while any(waiting):
            job = random.choice([number for number, parts in enumerate(waiting) if parts])
            out += list(order.add(job, waiting[job].pop(0)))
    assert b"".join(part.lines for part in out) == b"".join(line for lines in files for line in lines)
    assert [part.path for part in out if part.done] == [str(number) for number in range(len(files))]
    assert sum(part.pages for part in out) == sum(map(len, files))


def test_counts_and_problems_of_a_later_file_are_not_held_back() -> None:
    order = InOrder()
    (part,) = order.add(1, Part("later", pages=3, lines=b"x\n", problems=("cut",)))
    assert (part.pages, part.lines, part.problems) == (3, b"", ("cut",))
    order.close()


def test_many_lines_of_a_later_file_come_back_whole() -> None:
    order, line = InOrder(), b"y" * (SPOOL_BYTES // 2) + b"\n"
    for _ in range(3):
        assert [part.lines for part in order.add(1, Part("later", lines=line))] == [b""]
    out = list(order.add(0, Part("first", lines=b"first\n", done=True)))
    assert b"".join(part.lines for part in out) == b"first\n" + line * 3
    order.close()
