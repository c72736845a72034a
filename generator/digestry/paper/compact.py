"""JSON as it is published: in UTF-8, without white space."""

import json

json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
