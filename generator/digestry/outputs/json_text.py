"""JSON as it is published: on one line, in UTF-8, without white space that nobody needs."""

import json

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact(value: object) -> str:
    """`value` as JSON on one line. Raises TypeError for what JSON has no form for."""
    return _encoder.encode(value)
