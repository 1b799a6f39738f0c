import type { Hono } from 'hono';
import type { Backend } from '../backend/backend.ts';
import { readCard } from '../forms.ts';
import { checkoutPage } from '../pages/checkout.ts';
import { orderPage } from '../pages/order.ts';
import { sessionOf } from '../session.ts';
import { totalOf } from './shop-routes.ts';

/** From the filled cart to the order's page. */
export function checkoutRoutes(app: Hono, backend: Backend): void {
  app.get('/ui/confirm', async (context) => {
    const total = totalOf(await backend.cart(sessionOf(context)));
    if (total === null || total.isZero()) return context.redirect('/ui/cart', 303);
    return context.html(checkoutPage(total));
  });

  app.post('/ui/confirm', async (context) => {
    const sessionId = sessionOf(context);
    const form = await context.req.parseBody();
    const read = readCard(form);
    if ('card' in read) {
      const orderId = await backend.confirm(sessionId, read.card);
      return context.redirect(`/ui/orders/${encodeURIComponent(orderId)}`, 303);
    }
    const total = totalOf(await backend.cart(sessionId));
    if (total === null || total.isZero()) return context.redirect('/ui/cart', 303);
    const { cardOwner } = form;
    return context.html(
      checkoutPage(total, read.errors, typeof cardOwner === 'string' ? cardOwner : ''),
      400,
    );
  });

  app.get('/ui/orders/:orderId', async (context) => {
    context.header('cache-control', 'no-store');
    return context.html(orderPage(await backend.order(context.req.param('orderId'))));
  });
}
