"""A viewer (module `hyokasho.viewing.viewer`): a worker process that reads one file and sends what is to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from hyokasho.archive.workers import messages, sandbox
from hyokasho.archive.workers.worker import attend, bounded
from hyokasho.document.deadline import Deadline
from hyokasho.viewing.job import Ended, Job, Show, Tables
from hyokasho.viewing.stage import Stage, sendable

if TYPE_CHECKING:
    from hyokasho.document.watch import Watch


def main() -> None:
    """Read the file that the parent sends."""
    attend(serve)


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Do one job, after a first message with the limits. Raises `messages.ClosedError` when the parent is gone."""
    limits = messages.hear_limits(requests)
    protections = sandbox.enter(limits)
    from hyokasho.document.watch import Watch
    from hyokasho.viewing import printing  # noqa: F401 - inside the limits, and before the document's time counts

    messages.say(replies, messages.Ready(protections))
    job = messages.hear(requests, Job)
    data = messages.hear_document(requests)
    deadline = messages.hear(requests, Deadline)
    watch = Watch(deadline, bounded(deadline, replies))
    messages.say(replies, _ended(job, data, Stage(replies), watch))


def _ended(job: Show | Tables, data: bytes, stage: Stage, watch: Watch) -> Ended:
    from extract.errors import ExtractError, lacks_memory
    from hyokasho.any_tables import PageRangeError
    from hyokasho.viewing.printing import print_job

    try:
        return Ended(0 if print_job(job, data, stage, watch) else 1)
    except PageRangeError as error:
        return Ended(2, sendable(str(error)))
    except ExtractError as error:
        return Ended(1, sendable(str(error)))
    except messages.ClosedError:
        raise
    except Exception as error:
        if lacks_memory(error):
            raise MemoryError from error
        return Ended(1, sendable(f"{type(error).__name__}: {error} (please report this file)"))


if __name__ == "__main__":
    main()
