"""The last lines of the log, kept in memory for a support bundle."""

import logging
from collections import deque

LINES = 400


class LogTail(logging.Handler):
    """Attach it to the root logger. Exceptions are kept by their last line: a trace shows what was at hand."""

    def __init__(self, lines: int = LINES) -> None:
        super().__init__(logging.INFO)
        self._lines: deque[tuple[float, str, str, str]] = deque(maxlen=lines)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            said = record.getMessage()
        except (TypeError, ValueError):
            said = str(record.msg)
        if record.exc_info and record.exc_info[1] is not None:
            said += f" ({type(record.exc_info[1]).__name__})"
        self._lines.append((record.created, record.levelname, record.name, said.splitlines()[0] if said else ""))

    def lines(self) -> list[tuple[float, str, str, str]]:
        """When (seconds), how grave, who, what."""
        return list(self._lines)
