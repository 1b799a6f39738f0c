'use strict';

const { consume } = require('./lib/consumer');
const { pool, migrate, inTransaction } = require('./lib/database');
const { enqueue } = require('./lib/outbox');
const { createApp, listen } = require('./lib/web');

const app = createApp();

app.get('/healthz', async (req, res) => {
  await pool.query('select 1 from items limit 1');
  res.json({ ok: true });
});

app.post('/deliveries', async (req, res) => {
  const { sku, quantity } = req.body ?? {};
  await inTransaction(async (client) => {
    await client.query(
      `insert into items (sku, on_hand) values ($1, $2)
       on conflict (sku) do update set on_hand = items.on_hand + excluded.on_hand`,
      [sku, quantity],
    );
    await client.query('insert into deliveries (sku, quantity, request_id) values ($1, $2, $3)', [
      sku,
      quantity,
      req.origin.id,
    ]);
  });
  res.status(201).end();
});

app.get('/items/:sku', async (req, res) => {
  const { rows } = await pool.query('select * from items where sku = $1', [req.params.sku]);
  if (rows.length === 0) return res.status(404).json({ error: 'no such item' });
  res.json(rows[0]);
});

async function reserve(client, { orderNo, sku, quantity }, origin) {
  const { rowCount } = await client.query(
    'update items set on_hand = on_hand - $2 where sku = $1 and on_hand >= $2',
    [sku, quantity],
  );
  if (rowCount === 0)
    return tell(client, origin, orderNo, 'stock-refused', { reason: `fewer than ${quantity} of ${sku}` });
  await client.query('insert into reservations (order_no, sku, quantity) values ($1, $2, $3)', [
    orderNo,
    sku,
    quantity,
  ]);
  await tell(client, origin, orderNo, 'stock-reserved', {});
}

async function release(client, { orderNo }) {
  const { rows } = await client.query(
    'delete from reservations where order_no = $1 returning sku, quantity',
    [orderNo],
  );
  for (const { sku, quantity } of rows)
    await client.query('update items set on_hand = on_hand + $2 where sku = $1', [sku, quantity]);
}

function tell(client, origin, orderNo, kind, body) {
  return enqueue(client, origin, { topic: 'shop.stock', key: orderNo, kind, body: { orderNo, ...body } });
}

async function main() {
  await migrate('messaging', 'stock');
  const handlers = { 'order-placed': reserve, 'order-cancelled': release };
  const consumer = await consume({ group: 'stock', topic: 'shop.orders', handlers });
  listen(app, () => consumer.disconnect());
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
