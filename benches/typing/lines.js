

function summarise(orders, limit = 10) {
  // Totals of the orders, by customer.
  const totals = new Map();
  for (const order of orders) {
    const customer = order.customer ?? 'unknown';
    const amount = Number(order.amount ?? 0);
    if (!totals.has(customer)) {
      totals.set(customer, { count: 0, amount: 0, items: [] });
    }
    const entry = totals.get(customer);
    entry.count += 1;
    entry.amount += amount;
    for (const item of order.items ?? []) {
      entry.items.push(item.name.trim().toLowerCase());
    }
  }
  const ranked = [...totals].sort((a, b) => b[1].amount - a[1].amount);
  const result = [];
  for (const [customer, entry] of ranked.slice(0, limit)) {
    const names = [...new Set(entry.items)].sort();
    result.push({
      customer,
      count: entry.count,
      amount: Math.round(entry.amount * 100) / 100,
      items: names.join(', '),
    });
  }
  return result;
}

function describe(rows) {
  return rows.map((row, index) => {
    let text = `${index + 1}. ${row.customer}: ${row.count} orders`;
    if (row.amount > 1000) {
      text += ' (large)';
    } else if (row.amount < 10) {
      text += ' (small)';
    }
    return text;
  }).join('\n');
}

function check(rows) {
  const errors = [];
  for (const row of rows) {
    try {
      if (!row.customer) throw new Error('no customer');
      if (row.amount < 0) errors.push(`negative: ${row.amount}`);
    } catch (error) {
      errors.push(error.message);
    }
  }
  return errors;
}

// 汇总 😀 the names of all customers
const customers = (rows) => rows.filter((row) => row.customer);
