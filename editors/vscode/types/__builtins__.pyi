# What n8n gives to the Python of a Code node, for editors that check it as a file of its own.
from typing import Any

_items: list[dict[str, Any]]
_item: dict[str, Any]
_query: Any
