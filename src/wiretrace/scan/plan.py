"""What a run was asked to do, kept in its ledger: how a run with an output file begins, goes on and ends."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Final, Self

from wiretrace.errors import RunError
from wiretrace.fingerprint import VERSION
from wiretrace.rules import RULESET
from wiretrace.scan.ledger import Ledger
from wiretrace.scan.output import Journal, sorted_path, swap
from wiretrace.scan.parquet import write_parquet
from wiretrace.scan.store import size_of

LEDGER: Final = ".ledger"
PARQUET: Final = ".parquet"
_MADE_BY: Final = f"ruleset {RULESET}, fingerprints {VERSION}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for, where, and where to write what is found. Paths are absolute; those of the inputs stay as they
    were typed, as matches name pages by them, and hold in ``folder``, where the command was begun.

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
    folder: str = field(default_factory=os.getcwd)
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
        given = {each.name: settings[each.name] for each in fields(cls) if each.name in settings}
        plan = cls(**{**given, "trusted": tuple(given.get("trusted", ()))})
        if plan.made_by != _MADE_BY:
            raise RunError(f"{plan.ledger_path}: begun with {plan.made_by}, this is {_MADE_BY}; begin the scan anew")
        return plan


def begin(plan: Plan, addresses: Iterable[str]) -> tuple[Ledger, Journal]:
    """Begin a run, in place of an output that is there.

    Raises ``RunBusy`` if one is at work there, ``RunError`` if an unfinished one lies there, or if nothing can be written.
    """
    if plan.ledger_path.exists():
        _remove_finished(plan)
    sorted_path(plan.journal_path).unlink(missing_ok=True)
    sized = ((address, size_of(address)) for address in addresses)
    ledger = Ledger.create(str(plan.ledger_path), asdict(plan), sized)
    return ledger, _journal(plan, ledger)


def _remove_finished(plan: Plan) -> None:
    with Ledger(str(plan.ledger_path)) as before:
        if not before.is_empty() and not _is_finished(before):
            raise RunError(
                f"{plan.ledger_path}: a run that was not finished lies here; go on with --resume {plan.output}, "
                "or remove this file to begin anew"
            )
        for ending in ("", "-wal", "-shm"):
            plan.ledger_path.with_name(plan.ledger_path.name + ending).unlink(missing_ok=True)


def _is_finished(ledger: Ledger) -> bool:
    return bool(ledger.settings().get("finished"))


def resume(run: str) -> tuple[Plan, Ledger]:
    """Open a run again, named by its output or its ledger, and change nothing yet: ``go_on`` does.

    Raises ``RunError`` if it is none, ``RunBusy`` if a process is at work on it.
    """
    path = run if run.endswith(LEDGER) else run + LEDGER
    if not Path(path).exists():
        raise RunError(f"{path}: there is no such run; name the output or the ledger of a scan with -o")
    ledger = Ledger.open(path)
    try:
        return Plan.of(ledger), ledger
    except RunError:
        ledger.close()
        raise


def go_on(plan: Plan, ledger: Ledger) -> Journal | None:
    """Let a run go on: what was not done is done, and files that had failed get another three attempts.

    ``None``: all is done and the output is there. Raises ``RunError`` if lines are missing in it.
    """
    if _is_finished(ledger):
        swap(plan.journal_path)  # it was killed between its last commit and this
        is_whole = not any(ledger.failures()) and Path(plan.output).exists()
        if is_whole and (plan.journal_path == Path(plan.output) or not plan.journal_path.exists()):
            return None
    sorted_path(plan.journal_path).unlink(missing_ok=True)
    journal = _journal(plan, ledger)
    ledger.go_on()
    return journal


def _journal(plan: Plan, ledger: Ledger) -> Journal:
    try:
        return Journal(plan.journal_path, keep_bytes=max((ends for _, _, ends in ledger.places()), default=0))
    except RunError:
        ledger.close()
        raise


def finish(plan: Plan, ledger: Ledger, journal: Journal) -> None:
    """Put the output in the order of the input, whichever file ended first, and write the Parquet file, if asked for.

    Killed in the middle, it is done again by ``resume``.
    """
    moved = journal.put_in_order(ledger.places())
    ledger.finish(moved or ())
    swap(plan.journal_path)
    journal.close()
    if plan.output.endswith(PARQUET):
        write_parquet(plan.journal_path, Path(plan.output))
        if not any(ledger.failures()):
            plan.journal_path.unlink()
