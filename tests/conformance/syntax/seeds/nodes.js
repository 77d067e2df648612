// Collect the open orders of every customer
const items = $input.all();
const grouped = {};
for (const item of items) {
  const { customer, total = 0, status } = item.json;
  if (!customer || status !== 'open') continue;
  (grouped[customer] ??= []).push({ total: Number(total), at: $now.toISO() });
}
const response = await this.helpers.httpRequest({ method: 'GET', url: `https://example.com/${encodeURIComponent('a b')}?x=1` });
return Object.entries(grouped).map(([customer, orders]) => ({
  json: {
    customer,
    sum: orders.reduce((sum, o) => sum + o.total, 0),
    text: `Dear ${customer},\n\n you have ${orders.length} order${orders.length === 1 ? '' : 's'}.`,
    ok: response?.statusCode < 400,
  },
  pairedItem: 0,
}));
