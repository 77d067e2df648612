# What n8n's runner provides in the Code Tool only (reference n8n 13).
query: data | What the agent asks.
