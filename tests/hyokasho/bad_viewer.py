"""A viewer (module `tests.hyokasho.bad_viewer`) that does what its document says."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from hyokasho.archive.workers import messages, sandbox
from hyokasho.viewing.job import Ended, Job, ResultPart, Told
from tests.archive.sinner import SINS

MODULE = "tests.hyokasho.bad_viewer"
TEXT = "\x1b[1mbold\x1b[0m \x1b]0;title\x07\x1b[2J\x9b5n\r\n"


def main() -> None:  # noqa: C901 - a case for each document
    replies = os.fdopen(os.dup(1), "wb")
    messages.say(replies, messages.Ready(sandbox.enter(messages.hear_limits(sys.stdin.buffer))))
    messages.hear(sys.stdin.buffer, Job)
    match messages.hear_document(sys.stdin.buffer).decode():
        case "hang":
            time.sleep(600)
        case "fill":
            bytearray(1 << 40)
        case "exit":
            os._exit(7)
        case "command":
            messages.say(replies, ResultPart(TEXT))
            messages.say(replies, Told(f"a\n{TEXT}"))
            messages.say(replies, Ended(0))
        case "nonsense":
            messages.send(replies, b"{")
        case "no end":
            while True:
                messages.say(replies, ResultPart("x" * (1 << 20)))
        case "more time":
            while True:
                messages.say(replies, messages.MoreTime())
        case "forged status":
            messages.send(replies, b'{"type": "Ended", "status": 700}')
        case tried:
            sin, _, place = tried.partition("\n")
            try:
                SINS[sin](Path(place))
                messages.say(replies, ResultPart("done\n"))
            except OSError as error:
                messages.say(replies, ResultPart(f"denied: {error.strerror}\n"))
            messages.say(replies, Ended(0))
    time.sleep(600)


if __name__ == "__main__":
    main()
