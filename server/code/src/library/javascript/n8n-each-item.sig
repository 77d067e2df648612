# What n8n's runner provides in *Run Once for Each Item* only (reference n8n 5).
item: {json: {...}, binary?: {...}, pairedItem?: data, error?: data} | The current item (legacy; use `$input.item`).
Input#item: {json: {...}, binary?: {...}, pairedItem?: data, error?: data} | The current item.
