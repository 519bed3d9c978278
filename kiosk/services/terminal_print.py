"""The verbs of paper for a terminal: what did not come out, and what is to come out once more."""

from collections.abc import Callable
from typing import Any

from kiosk.errors import InputError
from kiosk.ports.devices import QueuedJob
from kiosk.services.arguments import Args, cropped, number_of, text_of
from kiosk.services.desk import Desk
from kiosk.services.wording import moment_text


class PrintVerbs:
    """All of them want somebody signed in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.by_name: dict[str, Callable[[Args], Any]] = {
            "print-list": self._list,
            "print-again": self._again,
            "print-discard": self._discard,
            "print-order": self._order,
        }

    def _list(self, args: Args) -> Any:
        """`printer`: how it was when it was last asked, "unknown" until it has answered. `ended`: so many that are
        over as well."""
        ended = number_of(args, "ended", 1) if args.get("ended") else 0
        work = self._desk.paperwork
        return {"printer": work.printer.value, "jobs": [self._job(job) for job in work.jobs(ended)]}

    def _again(self, args: Args) -> Any:
        return self._job(self._desk.paperwork.again(number_of(args, "job", 0)))

    def _discard(self, args: Args) -> Any:
        return self._job(self._desk.paperwork.discard(number_of(args, "job", 0), text_of(args, "reason")))

    def _order(self, args: Args) -> Any:
        """Copies of all papers the order has, or of those of one `kind`."""
        work, kind = self._desk.paperwork, text_of(args, "kind", "")
        order = self._desk.order_by_number(text_of(args, "number"))
        papers = work.papers(order.order_id)
        wanted = [paper for paper in papers if kind in ("", paper.kind)]
        if not wanted:
            there = ", ".join(dict.fromkeys(paper.kind.value for paper in papers)) or "none"
            raise InputError(f"The order has no paper {cropped(kind)!r} to print; it has: {there}.")
        return [self._job(work.reprint(order.order_id, paper)) for paper in wanted]

    def _job(self, job: QueuedJob) -> Args:
        here = self._desk.here
        row: Args = {
            "job": job.id,
            "kind": job.kind,
            "reference": job.reference,
            "state": job.state.value,
            "reason": job.reason,
            "may_have_come_out": job.attempts,
            "since": moment_text(job.created_ms, here),
        }
        if job.ended_ms:
            row["ended"] = moment_text(job.ended_ms, here)
        return row | ({"by": job.ended_by, "note": job.note} if job.note else {})
