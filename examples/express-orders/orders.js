'use strict';

const { consume } = require('./lib/consumer');
const { pool, migrate, inTransaction } = require('./lib/database');
const { enqueue } = require('./lib/outbox');
const { createApp, listen } = require('./lib/web');

const app = createApp();

app.get('/healthz', async (req, res) => {
  await pool.query('select 1 from orders limit 1');
  res.json({ ok: true });
});

app.post('/orders', async (req, res) => {
  const { customer, sku, quantity } = req.body ?? {};
  const order = await inTransaction(async (client) => {
    const { rows } = await client.query(
      'insert into orders (customer, sku, quantity) values ($1, $2, $3) returning order_no, status',
      [customer, sku, quantity],
    );
    await tell(client, req.origin, rows[0].order_no, 'order-placed', { sku, quantity });
    return rows[0];
  });
  res.status(202).location(`/orders/${order.order_no}`).json(order);
});

app.get('/orders/:no', async (req, res) => {
  const { rows } = await pool.query('select * from orders where order_no = $1', [req.params.no]);
  if (rows.length === 0) return res.status(404).json({ error: 'no such order' });
  res.json(rows[0]);
});

app.post('/orders/:no/cancel', async (req, res) => {
  const cancelled = await inTransaction(async (client) => {
    const { rows } = await client.query(
      `update orders set status = 'cancelled' where order_no = $1 and status = 'confirmed' returning order_no, sku, quantity`,
      [req.params.no],
    );
    const [order] = rows;
    if (!order) return false;
    const { sku, quantity } = order;
    await tell(client, req.origin, order.order_no, 'order-cancelled', { sku, quantity });
    return true;
  });
  if (!cancelled) return res.status(409).json({ error: 'only a confirmed order can be cancelled' });
  res.status(204).end();
});

function tell(client, origin, orderNo, kind, body) {
  return enqueue(client, origin, { topic: 'shop.orders', key: orderNo, kind, body: { orderNo, ...body } });
}

async function decide(client, orderNo, status, reason = null) {
  await client.query(`update orders set status = $2, reason = $3 where order_no = $1 and status = 'placed'`, [
    orderNo,
    status,
    reason,
  ]);
}

const handlers = {
  'stock-reserved': (client, { orderNo }) => decide(client, orderNo, 'confirmed'),
  'stock-refused': (client, { orderNo, reason }) => decide(client, orderNo, 'rejected', reason),
};

async function main() {
  await migrate('messaging', 'orders');
  const consumer = await consume({ group: 'orders', topic: 'shop.stock', handlers });
  listen(app, () => consumer.disconnect());
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
