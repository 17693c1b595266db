"""A run that is killed goes on, and its output is that of a run that was left alone: real processes, real kills."""

import os
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.cli.wire import TERMS
from tests.scan.archives import inputs, make_crawl
from wiretrace.cli import main
from wiretrace.scan import output
from wiretrace.scan.ledger import Ledger

FILES, PAGES, EVERY = 10, 300, 6


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index, ten archives, and the output of a scan that nobody disturbed."""
    return make_crawl(tmp_path_factory.mktemp("crawl"), FILES, PAGES, EVERY)


def scan_command(folder: Path, out: Path) -> list[str]:
    index = str(folder / "wire.idx")
    return [sys.executable, "-m", "wiretrace", "scan", *inputs(folder), "--index", index, "-o", str(out)]


def start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*scan_command(folder, out), "--workers", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # a shell starts what runs in the background with Ctrl-C ignored, and that is inherited
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread runs here
    )


def wait_until(ledger: Path, reached: Callable[[dict[str, int]], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until the ledger's files by state are as asked for."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if ledger.exists():
            with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as db:
                try:
                    states = dict(db.execute("SELECT state, count(*) FROM file GROUP BY state").fetchall())
                except sqlite3.OperationalError:  # it is being made
                    states = {}
            db.close()
            if reached(states):
                return
        time.sleep(0.002)
    raise AssertionError(f"the run ended before it could be killed ({process.poll()})")


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that scan: the children of the command."""
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def rows(ledger: Path) -> list[tuple[str, int, int]]:
    with sqlite3.connect(ledger) as db:
        found = db.execute("SELECT state, pages, matches FROM file ORDER BY number").fetchall()
    db.close()
    return found


@pytest.mark.parametrize("after", [0, 2, 6])
def test_a_run_killed_at_any_moment_goes_on_and_gives_the_same_bytes(crawl: Path, tmp_path: Path, after: int) -> None:
    out, ledger = tmp_path / "out.jsonl", tmp_path / "out.jsonl.ledger"
    process = start(crawl, out)
    wait_until(ledger, lambda states: states.get("running", 0) > 0 and states.get("done", 0) >= after, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert any(state != "done" for state, _, _ in rows(ledger))
    assert main(["scan", "--resume", str(out), "--workers", "1"]) == 0
    assert out.read_bytes() == (crawl / "whole.jsonl").read_bytes()
    assert rows(ledger) == [("done", PAGES, PAGES // EVERY)] * FILES


@pytest.mark.parametrize("size_kb", [60, 150])
def test_a_disk_that_fills_up_ends_the_run_with_an_error_and_it_goes_on_when_there_is_room(
    crawl: Path, tmp_path: Path, size_kb: int
) -> None:
    out = tmp_path / "out.jsonl"
    words = scanned_on_a_small_disk(crawl, out, size_kb)
    assert "cannot be written" in words
    assert "--resume" in words
    assert main(["scan", "--resume", str(out)]) == 0
    assert out.read_bytes() == (crawl / "whole.jsonl").read_bytes()
    assert rows(tmp_path / "out.jsonl.ledger") == [("done", PAGES, PAGES // EVERY)] * FILES


def test_a_disk_without_room_for_a_ledger_leaves_nothing_in_the_way(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert "begin the scan again" in scanned_on_a_small_disk(crawl, out, 20)
    assert main(["scan", *inputs(crawl), "--index", str(crawl / "wire.idx"), "-o", str(out)]) == 0
    assert out.read_bytes() == (crawl / "whole.jsonl").read_bytes()


def scanned_on_a_small_disk(crawl: Path, out: Path, size_kb: int) -> str:
    """Scan where no file may grow beyond so many KB; gives the words of the error."""
    limited = f"trap '' XFSZ; ulimit -f {size_kb}; exec {shlex.join(scan_command(crawl, out))}"
    ended = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_a_worker_killed_in_the_middle_costs_nothing(crawl: Path, tmp_path: Path) -> None:
    out, ledger = tmp_path / "out.jsonl", tmp_path / "out.jsonl.ledger"
    process = start(crawl, out)
    wait_until(ledger, lambda states: states.get("done", 0) >= 1, process)
    os.kill(workers_of(process)[0], signal.SIGKILL)
    _, words = process.communicate(timeout=120)
    assert process.returncode == 0, words
    assert out.read_bytes() == (crawl / "whole.jsonl").read_bytes()
    assert rows(ledger) == [("done", PAGES, PAGES // EVERY)] * FILES


def test_where_the_command_alone_is_killed_its_workers_go_quietly(crawl: Path, tmp_path: Path) -> None:
    out, ledger = tmp_path / "out.jsonl", tmp_path / "out.jsonl.ledger"
    process = start(crawl, out)
    wait_until(ledger, lambda states: states.get("done", 0) >= 1, process)
    workers = workers_of(process)
    process.kill()
    _, words = process.communicate(timeout=60)  # ends when the last worker has closed its stderr
    assert words == b""
    assert len(workers) == 2
    assert not any(Path(f"/proc/{pid}/fd/2").exists() for pid in workers)
    assert main(["scan", "--resume", str(out)]) == 0
    assert out.read_bytes() == (crawl / "whole.jsonl").read_bytes()


def test_an_interrupted_scan_says_how_to_go_on(crawl: Path, tmp_path: Path) -> None:
    out, ledger = tmp_path / "out.jsonl", tmp_path / "out.jsonl.ledger"
    (tmp_path / "wire.idx").hardlink_to(crawl / "wire.idx")
    for number in range(8):  # long enough to be interrupted on a busy machine, too
        for path in crawl.glob("*.warc.gz"):
            (tmp_path / f"{number}-{path.name}").hardlink_to(path)
    process = start(tmp_path, out)
    wait_until(ledger, lambda states: states.get("done", 0) >= 1, process)
    os.killpg(process.pid, signal.SIGINT)
    _, words = process.communicate(timeout=60)
    assert process.returncode == 130, words
    lines = words.decode().splitlines()
    assert f"stopped; go on with: wiretrace scan --resume {out}" in lines
    assert "wiretrace: interrupted" in lines
    assert "Process Spawn" not in words.decode()  # the workers do not hear of it


def test_an_unfinished_run_is_not_written_over(
    crawl: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = tmp_path / "out.jsonl"
    process = start(crawl, out)
    wait_until(tmp_path / "out.jsonl.ledger", lambda states: states.get("done", 0) >= 1, process)
    arguments = ["scan", *inputs(crawl), "--index", str(crawl / "wire.idx"), "-o", str(out)]
    assert main(["scan", "--resume", str(out)]) == 2
    assert b"another scan is at work" in capfdbinary.readouterr().err
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert main(arguments) == 2
    assert f"--resume {out}".encode() in capfdbinary.readouterr().err
    assert main(["scan", "--resume", f"{out}.ledger"]) == 0
    assert main(arguments) == 0  # a finished run is replaced
    assert out.read_bytes() == (crawl / "whole.jsonl").read_bytes()


def test_a_file_that_failed_is_tried_again_by_resume(
    crawl: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    names = [tmp_path / f"{n}.warc.gz" for n in range(2)]
    names[1].write_bytes((crawl / "1.warc.gz").read_bytes())
    listed = tmp_path / "list.paths"
    listed.write_text("0.warc.gz\n1.warc.gz\n")
    out = tmp_path / "out.jsonl"
    assert main(["scan", str(listed), "--index", str(crawl / "wire.idx"), "-o", str(out)]) == 1
    words = capfdbinary.readouterr().err.decode()
    assert f"{names[0]}: cannot be read" in words
    assert "1 file could not be read to the end" in words
    names[0].write_bytes((crawl / "0.warc.gz").read_bytes())
    assert main(["scan", "--resume", str(out)]) == 0
    whole = (crawl / "whole.jsonl").read_bytes().splitlines(keepends=True)
    assert out.read_bytes() == b"".join(whole[: 2 * PAGES // EVERY])


def test_a_scan_that_could_not_begin_leaves_nothing_in_the_way(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    arguments = ["--index", str(crawl / "wire.idx"), "-o", str(out)]
    assert main(["scan", str(crawl / "0.warc.gz"), str(crawl / "none.warc.gz"), *arguments]) == 2
    assert list(tmp_path.iterdir()) == []
    sqlite3.connect(tmp_path / "out.jsonl.ledger").close()
    (tmp_path / "out.jsonl.ledger").touch()  # what is left where it is killed before the ledger's first commit
    assert main(["scan", str(crawl / "0.warc.gz"), *arguments]) == 0
    assert rows(tmp_path / "out.jsonl.ledger") == [("done", PAGES, PAGES // EVERY)]


@pytest.mark.parametrize("fault", ["the disk is full", "it is killed"])
def test_a_finished_run_that_goes_on_and_breaks_while_it_is_put_in_order_loses_nothing(
    crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    (tmp_path / "list.paths").write_text("0.warc.gz\n1.warc.gz\n2.warc.gz\n")
    for n in (1, 2):
        (tmp_path / f"{n}.warc.gz").write_bytes((crawl / f"{n}.warc.gz").read_bytes())
    out = tmp_path / "out.jsonl"
    assert main(["scan", str(tmp_path / "list.paths"), "--index", str(crawl / "wire.idx"), "-o", str(out)]) == 1
    (tmp_path / "0.warc.gz").write_bytes((crawl / "0.warc.gz").read_bytes())

    def breaks(*_: object) -> None:
        if fault == "it is killed":
            raise KeyboardInterrupt  # behind the copy, before the ledger knows of it
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        if fault == "it is killed":
            patched.setattr(Ledger, "finish", breaks)
        else:
            patched.setattr(output, "_copy", breaks)
        assert main(["scan", "--resume", str(out)]) in (2, 130)
    assert main(["scan", "--resume", str(out)]) == 0
    whole = (crawl / "whole.jsonl").read_bytes().splitlines(keepends=True)
    assert out.read_bytes() == b"".join(whole[: 3 * PAGES // EVERY])


def test_a_run_goes_on_from_another_folder(crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(crawl)
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "wiretrace", "scan", *(Path(p).name for p in inputs(crawl)), "--index", "wire.idx"]
    process = subprocess.Popen(
        [*command, "-o", str(out), "--workers", "2"], stderr=subprocess.PIPE, start_new_session=True
    )
    wait_until(tmp_path / "out.jsonl.ledger", lambda states: states.get("done", 0) >= 1, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    monkeypatch.chdir(tmp_path)
    assert main(["scan", "--resume", "out.jsonl"]) == 0
    assert out.read_bytes() == (crawl / "whole.jsonl").read_bytes()


def test_a_finished_run_has_nothing_left_to_do(
    crawl: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name in ("out.jsonl", "out.parquet"):
        out = tmp_path / name
        assert main(["scan", str(crawl / "0.warc.gz"), "--index", str(crawl / "wire.idx"), "-o", str(out)]) == 0
        before = out.read_bytes()
        assert main(["scan", "--resume", str(out)]) == 0
        assert b"nothing is left to do" in capfdbinary.readouterr().err
        assert out.read_bytes() == before
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".jsonl", ".ledger", ".ledger", ".parquet"]


def test_terms_that_changed_are_refused_and_nothing_changes(
    crawl: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    terms, out = tmp_path / "terms.toml", tmp_path / "out.jsonl"
    terms.write_text(TERMS)
    missing = tmp_path / "list.paths"
    missing.write_text("gone.warc.gz\n")
    arguments = ["--index", str(crawl / "wire.idx"), "-o", str(out), "--terms", str(terms)]
    assert main(["scan", str(missing), *arguments]) == 1
    terms.write_text(TERMS.replace("BYLINE", "LOGO_REQ"))
    before = rows(tmp_path / "out.jsonl.ledger")
    assert main(["scan", "--resume", str(out)]) == 2
    assert b"the terms were changed" in capfdbinary.readouterr().err
    assert rows(tmp_path / "out.jsonl.ledger") == before == [("failed", 0, 0)]


def test_a_file_whose_name_is_not_utf8_is_scanned(crawl: Path, tmp_path: Path) -> None:
    name = tmp_path / os.fsdecode(b"caf\xe9.warc.gz")
    name.write_bytes((crawl / "0.warc.gz").read_bytes())
    out = tmp_path / "out.jsonl"
    assert main(["scan", str(name), "--index", str(crawl / "wire.idx"), "-o", str(out)]) == 0
    assert out.read_bytes().count(b"\n") == PAGES // EVERY


def test_a_full_stdout_is_an_error_that_says_so(crawl: Path) -> None:
    command = [sys.executable, "-m", "wiretrace", "scan", str(crawl / "0.warc.gz"), "--index", str(crawl / "wire.idx")]
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (ended.returncode, b"stdout: cannot be written" in ended.stderr) == (2, True)
    assert b"Traceback" not in ended.stderr


def test_resume_takes_no_other_inputs(crawl: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["scan", "--resume", str(crawl / "whole.jsonl"), str(crawl / "0.warc.gz")]) == 2
    assert b"begun with" in capfdbinary.readouterr().err
    assert main(["scan", "--resume", str(crawl / "none.jsonl")]) == 2
    assert b"there is no such run" in capfdbinary.readouterr().err
