import re
import json

def main(text: str, limit: int = 10) -> dict:
    # collect the words
    words = re.findall(r"\w+", text or "")
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    top = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    try:
        data = json.loads(text)
    except json.JSONDecodeError as e:
        return {"result": str(e), "top": []}
    if isinstance(data, dict) and "items" in data:
        lines = [f"{i + 1}. {item['name']}" for i, item in enumerate(data["items"])]
        return {
            "result": "\n".join(lines),
            "top": [w for w, _ in top],
        }
    return {"result": text, "top": top}
