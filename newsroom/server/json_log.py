"""Lines of the log: one JSON object each, with the name of the request that it is about."""

import logging

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

from newsroom.server import request_id
from newsroom.server.database_errors import Lines

# Django hands these over with its own lines; how they print says what somebody looked for.
UNTOLD = ("request", "server_time", "status_code")


class JsonLines(Lines, JsonFormatter):
    """Writes time, level, logger, message and whatever a line has of its own."""

    def __init__(self):
        super().__init__(
            ["levelname", "name", "message"],
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "traceback"},
            reserved_attrs=[*RESERVED_ATTRS, *UNTOLD],
            timestamp="time",
            json_ensure_ascii=False,
        )

    def add_fields(self, log_data: dict, record: logging.LogRecord, message_dict: dict) -> None:
        super().add_fields(log_data, record, message_dict)
        if name := request_id.current():
            log_data["request_id"] = name
