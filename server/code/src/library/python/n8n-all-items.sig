# What n8n's Python runner provides in *Run Once for All Items* and in tools (reference n8n 10).
_items: list+[{json: {...}, binary?: {...}, pairedItem?: data}] | All items that come in, as plain dicts.
_query: data | What the agent asks; `None` outside tools.
print(*args) -> null | Shows its arguments in the browser's console in manual runs. Takes no keyword.
