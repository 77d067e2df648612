# What n8n's runner provides in *Run Once for All Items* only (reference n8n 5).
items: list+[{json: {...}, binary?: {...}, pairedItem?: data, error?: data}] | All items that come in (legacy; use `$input.all()`).
Input#all() -> list+[{json: {...}, binary?: {...}, pairedItem?: data, error?: data}] ! | All items that come in.
Input#first() -> {json: {...}, binary?: {...}, pairedItem?: data, error?: data} ! | The first item.
Input#last() -> {json: {...}, binary?: {...}, pairedItem?: data, error?: data} ! | The last item.
Input#item: {json: {...}, binary?: {...}, pairedItem?: data, error?: data} | The first item; meant for *Run Once for Each Item*.
