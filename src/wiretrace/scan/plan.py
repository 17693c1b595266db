"""What a run was asked to do, kept in its ledger: how a run with an output file begins, goes on and ends."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final, Self

from wiretrace.errors import RunError
from wiretrace.fingerprint import VERSION
from wiretrace.rules import RULESET
from wiretrace.scan.ledger import Ledger
from wiretrace.scan.output import Journal, sorted_path, swap
from wiretrace.scan.parquet import write_parquet
from wiretrace.scan.store import is_remote

LEDGER: Final = ".ledger"
PARQUET: Final = ".parquet"
_MADE_BY: Final = f"ruleset {RULESET}, fingerprints {VERSION}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for, where, and where to write what is found: paths are absolute, so that it holds in any folder.

    ``terms`` is as it was given, ``terms_digest`` stands for what it said; ``base``, ``cdx`` and ``trusted`` are
    addresses (`store.Store`, `records.RecordFinder`).
    """

    index: str
    output: str
    terms: str | None = None
    terms_digest: str | None = None
    base: str | None = None
    cdx: str | None = None
    trusted: tuple[str, ...] = ()
    made_by: str = _MADE_BY

    @property
    def ledger_path(self) -> Path:
        """Where the ledger lies: beside the output."""
        return Path(self.output + LEDGER)

    @property
    def journal_path(self) -> Path:
        """Where lines go while the run goes on; of a Parquet file, which is written at the end, beside it."""
        return Path(self.output + ".lines" if self.output.endswith(PARQUET) else self.output)

    @classmethod
    def of(cls, ledger: Ledger) -> Self:
        """Read the plan of a ledger. Raises ``RunError`` if another ruleset or kernel made what is in its output."""
        settings = ledger.settings()
        given = {field.name: settings[field.name] for field in fields(cls) if field.name in settings}
        plan = cls(**{**given, "trusted": tuple(given.get("trusted", ()))})
        if plan.made_by != _MADE_BY:
            raise RunError(f"{plan.ledger_path}: begun with {plan.made_by}, this is {_MADE_BY}; begin the scan anew")
        return plan


def begin(plan: Plan, addresses: Iterable[str]) -> tuple[Ledger, Journal]:
    """Begin a run, in place of an output that is there.

    Raises ``RunError`` if an unfinished run lies there, ``RunBusy`` if one is at work, or if nothing can be written.
    """
    _refuse_unfinished(plan)
    journal = Journal(plan.journal_path)
    for path in (plan.ledger_path, sorted_path(plan.journal_path)):
        for name in (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)
    sized = ((address, _size_of(address)) for address in addresses)
    return Ledger.create(str(plan.ledger_path), {**asdict(plan), "made_by": _MADE_BY}, sized), journal


def _refuse_unfinished(plan: Plan) -> None:
    if not plan.ledger_path.exists() or Ledger.is_empty(str(plan.ledger_path)):
        return
    with Ledger.open(str(plan.ledger_path)) as before:
        if not before.settings()["finished"]:
            raise RunError(
                f"{plan.ledger_path}: a run that was not finished lies here; go on with --resume {plan.output}, "
                "or remove this file to begin anew"
            )


def resume(run: str) -> tuple[Plan, Ledger, Journal]:
    """Open a run again, named by its output or its ledger; files that had failed get another three attempts.

    Raises ``RunError`` if it is none, or its output was changed; ``RunBusy`` if a process is at work on it.
    """
    path = run if run.endswith(LEDGER) else run + LEDGER
    if not Path(path).exists():
        raise RunError(f"{path}: there is no such run; name the output or the ledger of a scan with -o")
    ledger = Ledger.open(path)
    plan = Plan.of(ledger)
    if ledger.settings()["finished"]:
        swap(plan.journal_path)
    else:
        sorted_path(plan.journal_path).unlink(missing_ok=True)
    journal = Journal(plan.journal_path, keep_bytes=max((ends for _, _, ends in ledger.places()), default=0))
    ledger.recover()
    ledger.retry_failed()
    return plan, ledger, journal


def finish(plan: Plan, ledger: Ledger, journal: Journal) -> None:
    """Put the output in the order of the input, whichever file ended first, and write the Parquet file, if asked for.

    Killed in the middle, it is done again by ``resume``.
    """
    journal.close()
    moved = journal.put_in_order(ledger.places())
    ledger.finish(moved or ())
    swap(plan.journal_path)
    if plan.output.endswith(PARQUET):
        write_parquet(plan.journal_path, Path(plan.output))
        if not any(ledger.failures()):
            plan.journal_path.unlink()


def _size_of(address: str) -> int | None:
    try:
        return None if is_remote(address) else os.path.getsize(address)
    except OSError:  # it is not there: its scan will say so
        return None
