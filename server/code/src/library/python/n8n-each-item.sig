# What n8n's Python runner provides in *Run Once for Each Item* (reference n8n 10).
_item: {json: {...}, binary?: {...}, pairedItem?: data} | The current item, a plain dict.
print(*args) -> null | Shows its arguments in the browser's console in manual runs. Takes no keyword.
