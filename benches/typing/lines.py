

def summarise(orders, limit=10):
    """Totals of the orders, by customer."""
    totals = {}
    for order in orders:
        customer = order.get("customer") or "unknown"
        amount = float(order.get("amount", 0))
        if customer not in totals:
            totals[customer] = {"count": 0, "amount": 0.0, "items": []}
        entry = totals[customer]
        entry["count"] += 1
        entry["amount"] += amount
        for item in order.get("items", []):
            entry["items"].append(item["name"].strip().lower())
    ranked = sorted(totals.items(), key=lambda pair: -pair[1]["amount"])
    result = []
    for customer, entry in ranked[:limit]:
        names = sorted(set(entry["items"]))
        result.append({
            "customer": customer,
            "count": entry["count"],
            "amount": round(entry["amount"], 2),
            "items": ", ".join(names),
        })
    return result


def describe(rows):
    lines = []
    for number, row in enumerate(rows, start=1):
        text = f"{number}. {row['customer']}: {row['count']} orders"
        if row["amount"] > 1000:
            text += " (large)"
        elif row["amount"] < 10:
            text += " (small)"
        lines.append(text)
    return "\n".join(lines)


def check(rows):
    errors = []
    for row in rows:
        if not row.get("customer"):
            errors.append("no customer")
            continue
        try:
            amount = float(row["amount"])
        except (KeyError, ValueError) as error:
            errors.append(str(error))
        else:
            if amount < 0:
                errors.append(f"negative amount: {amount}")
    return errors


# 汇总 😀 the names of all customers
def customers(rows):
    return [row["customer"] for row in rows if row.get("customer")]
