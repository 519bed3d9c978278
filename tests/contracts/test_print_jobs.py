"""Print jobs, in memory and on files: how papers are counted, what is set aside, what staff do about it."""

from kiosk.ports.devices import PrinterTrouble, PrintState, QueuedJob, Slip
from tests.contracts.benches import Bench

RECEIPT = Slip("receipt", "JA-02-A-R-000001", (), open_drawer=True, copy_mark="补打 {n}")
ORDER = Slip("order_slip", "JA-02-A-000001", ())


def _queue(bench: Bench, *slips: Slip) -> list[int]:
    return bench.journal.run(lambda tx: [tx.enqueue(slip) for slip in slips])


def _copy(bench: Bench, slip: Slip) -> int:
    return bench.journal.run(lambda tx: tx.enqueue_copy(slip))


def _job(bench: Bench, job_id: int) -> QueuedJob:
    found = bench.journal.run(lambda tx: tx.print_jobs.find(job_id))
    assert found is not None
    return found


def _print(bench: Bench) -> int | None:
    """The next job comes out; how many papers of it may have come out before."""
    job = bench.queue.next_job()
    assert job is not None
    before = bench.queue.starting(job.id)
    bench.queue.printed(job.id)
    return before


def _discard(bench: Bench, job_id: int) -> None:
    bench.journal.run(lambda tx: tx.print_jobs.discard(job_id, "written by hand", "G-LIN"))


def test_jobs_wait_in_their_order_until_they_are_printed(bench: Bench) -> None:
    first, second = _queue(bench, ORDER, RECEIPT)
    assert [job.id for job in bench.reader.print_jobs()] == [first, second]
    assert _print(bench) == 0
    job = bench.queue.next_job()
    assert job is not None
    assert (job.id, job.slip, job.attempts) == (second, RECEIPT, 0)
    assert bench.reader.print_problems() == ()
    assert [job.state for job in bench.reader.print_jobs(ended=5)] == [PrintState.PRINTED, PrintState.WAITING]
    assert [job.id for job in bench.reader.print_jobs()] == [second]


def test_every_attempt_whose_bytes_may_have_come_out_counts_as_a_paper(bench: Bench) -> None:
    (job_id,) = _queue(bench, RECEIPT)
    assert bench.queue.starting(job_id) == 0
    bench.restart()
    assert bench.queue.starting(job_id) == 1
    bench.queue.failed(job_id, PrinterTrouble.STOPPED, sent=True)
    assert bench.queue.starting(job_id) == 2
    bench.queue.failed(job_id, PrinterTrouble.PAPER_OUT, sent=False)
    assert bench.queue.starting(job_id) == 2, "of the one before, nothing was sent"


def test_copies_go_on_counting_over_the_jobs_of_a_slip_and_over_restarts(bench: Bench) -> None:
    _queue(bench, RECEIPT, ORDER)
    assert [_print(bench), _print(bench)] == [0, 0]
    for copies in (1, 2):
        bench.restart()
        _copy(bench, RECEIPT)
        assert _print(bench) == copies
    _copy(bench, ORDER)
    assert _print(bench) == 1, "another slip has a count of its own"


def test_a_copy_never_opens_the_drawer(bench: Bench) -> None:
    _queue(bench, RECEIPT)
    _print(bench)
    _copy(bench, RECEIPT)
    job = bench.queue.next_job()
    assert job is not None
    assert not job.slip.open_drawer
    newest = bench.journal.run(lambda tx: tx.print_jobs.newest("receipt", RECEIPT.reference))
    assert newest is not None
    assert not newest.open_drawer


def test_the_first_paper_here_of_a_slip_that_another_tablet_printed_is_its_first_copy(bench: Bench) -> None:
    for copies in (1, 2):
        _copy(bench, RECEIPT)
        assert _print(bench) == copies


def test_slips_of_two_places_are_two_papers(bench: Bench) -> None:
    here, there = (Slip("pick_up_slip", "JA-02-A-000001", (), which=place) for place in ("JA", "XH"))
    _queue(bench, here, there)
    assert [_print(bench), _print(bench)] == [0, 0]
    _copy(bench, there)
    assert _print(bench) == 1


def test_a_number_that_is_used_again_begins_a_new_paper(bench: Bench) -> None:
    """The four digits of a basket put aside come back on another day."""
    for _ in range(2):
        _queue(bench, Slip("parked_slip", "6492", ()))
        assert _print(bench) == 0


def test_what_waits_says_why_and_what_is_set_aside_lets_others_pass(bench: Bench) -> None:
    first, second = _queue(bench, RECEIPT, ORDER)
    bench.queue.waits(first, PrinterTrouble.COVER_OPEN)
    assert bench.reader.print_problems() == ((first, RECEIPT.reference, "cover_open"),)
    bench.queue.starting(first)
    assert bench.reader.print_problems() == ()
    bench.queue.failed(first, PrinterTrouble.STOPPED, sent=True)
    bench.queue.set_aside(first, PrinterTrouble.STOPPED)
    assert bench.reader.print_problems() == ((first, RECEIPT.reference, "stopped"),)
    assert _job(bench, first).state is PrintState.ATTENTION
    following = bench.queue.next_job()
    assert following is not None
    assert following.id == second


def test_asked_again_a_job_has_as_many_attempts_as_a_fresh_one_and_is_still_a_copy(bench: Bench) -> None:
    first, _ = _queue(bench, RECEIPT, ORDER)
    for _ in range(3):
        bench.queue.starting(first)
    bench.queue.set_aside(first, PrinterTrouble.INTERRUPTED)
    bench.journal.run(lambda tx: tx.print_jobs.try_again(first))
    job = bench.queue.next_job()
    assert job is not None
    assert (job.id, job.attempts) == (first, 0)
    assert _print(bench) == 3
    bench.journal.run(lambda tx: tx.print_jobs.try_again(first))
    assert _job(bench, first).state is PrintState.PRINTED


def test_discarded_it_stays_with_who_when_and_why(bench: Bench) -> None:
    (job_id,) = _queue(bench, RECEIPT)
    bench.queue.waits(job_id, PrinterTrouble.PAPER_OUT)
    bench.clock.advance(minutes=1)
    _discard(bench, job_id)
    bench.restart()
    assert bench.queue.next_job() is None
    assert bench.reader.print_problems() == ()
    job = _job(bench, job_id)
    assert (job.state, job.note, job.ended_by) == (PrintState.DISCARDED, "written by hand", "G-LIN")
    assert job.ended_ms == job.created_ms + 60_000
    assert bench.reader.print_jobs() == ()
    assert bench.reader.print_jobs(ended=1) == (job,)


def test_what_is_discarded_while_it_prints_stays_discarded(bench: Bench) -> None:
    first, second = _queue(bench, RECEIPT, ORDER)
    bench.queue.starting(first)
    _discard(bench, first)
    _discard(bench, second)
    bench.queue.printed(first)
    assert _job(bench, first).state is PrintState.DISCARDED
    assert bench.queue.starting(second) is None
    assert _job(bench, second).attempts == 0


def test_there_is_no_job_of_a_number_nobody_gave(bench: Bench) -> None:
    assert bench.journal.run(lambda tx: tx.print_jobs.find(1)) is None
    assert bench.journal.run(lambda tx: tx.print_jobs.newest("receipt", "JA-02-A-R-000001")) is None
