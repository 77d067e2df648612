import json
from datetime import datetime

result = []
for item in _items:
    data = item["json"]
    name = data.get("name", "")
    if not name:
        continue
    result.append({
        "json": {
            "name": name.title(),
            "tags": [t.strip() for t in data.get("tags", "").split(",")],
            "when": datetime.now().isoformat(),
        },
    })

def size(x):
    return len(x)

text = """first
second"""
print(size(result), text)
return result
