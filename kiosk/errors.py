"""Errors that a person can be told about, sorted by whose fault they are.

A message says what happened, what is safe, and what to do next. `code` is a stable key under which the glass finds the
sentence in the shopper's language (`error.<code>` in assets/i18n); `params` fill its blanks.
"""


class KioskError(Exception):
    """Base of every error we explain. Anything else that escapes is a bug."""

    code = "problem"

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.params = params


class InputError(KioskError):
    """Somebody gave us something we cannot use: a code, a file, a number. Nothing was changed."""

    code = "input"


class RuleError(KioskError):
    """The shop's rules do not allow it now (already handed over, not paid, over a limit). Nothing was changed."""

    code = "rule"


class EnvironmentProblem(KioskError):
    """The machine is in the way: disk full, no network, folder taken, file from a newer version."""

    code = "environment"


class HqUnreachable(EnvironmentProblem):
    """HQ does not answer. Everything stays in the journal and is sent later.

    `status`: what HTTP said, None when nothing came back. `retry_after_s`: when HQ asked us to come back.
    """

    code = "hq_unreachable"
    status: int | None = None
    retry_after_s: float | None = None


class HqImpostor(HqUnreachable):
    """Whoever answers at HQ's address has not the certificate of the enrolment: nothing was sent."""

    code = "hq_impostor"


class HqRefused(EnvironmentProblem):
    """HQ answered, and does not accept this device (401/403): keep everything, enrol again."""

    code = "hq_refused"


class HqRevoked(HqRefused):
    """HQ took this device out of service, and signed that it did: what HQ lacks still goes up, then what is the shop's
    is deleted here."""

    code = "hq_revoked"


class SnapshotRequired(EnvironmentProblem):
    """HQ cannot continue from our cursor (409): read the stream again, or take a snapshot."""

    code = "snapshot_required"


class OutOfStep(EnvironmentProblem):
    """What HQ holds of this device's journal is not what the device believes (412). `forked`: the events that were sent
    contradict those HQ has under the same numbers; else HQ lacks what comes before them, as after a restore."""

    code = "out_of_step"

    def __init__(self, message: str, *, forked: bool, **params: object) -> None:
        super().__init__(message, **params)
        self.forked = forked


class TooOld(EnvironmentProblem):
    """HQ no longer speaks this program's version (426): selling and uploading go on, news from HQ waits for an
    update."""

    code = "too_old"


class BugError(KioskError):
    """Our own promise is broken; the message names it. Never shown to a shopper."""

    code = "bug"
