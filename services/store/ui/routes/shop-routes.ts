import type { Hono } from 'hono';
import { Money } from '../../../runtime/values/money.ts';
import type { Backend } from '../backend/backend.ts';
import type { CartLine } from '../backend/shapes.ts';
import { addForm, deleteForm } from '../forms.ts';
import { cartPage } from '../pages/cart.ts';
import { homePage } from '../pages/home.ts';
import { problemPage } from '../pages/problem.ts';
import { addedPage, productsPage } from '../pages/products.ts';
import { sessionOf } from '../session.ts';

const again = { href: '/ui/products', text: 'Back to the shop' };

/** Products and cart. */
export function shopRoutes(app: Hono, backend: Backend): void {
  app.get('/', (context) => context.redirect('/ui/products'));
  for (const path of ['/ui', '/ui/']) app.get(path, (context) => context.html(homePage()));

  app.get('/ui/products', async (context) => context.html(productsPage(await backend.products())));

  app.post('/ui/add', async (context) => {
    const form = addForm.safeParse(await context.req.parseBody());
    if (!form.success) return context.html(problemPage('Enter units from 1 to 1000.', again), 400);
    const { productId, units } = form.data;
    const [added] = await backend.change(sessionOf(context), productId, units);
    if (!added) return context.html(problemPage('It was not added to the cart.', again), 409);
    return context.html(addedPage(units, added));
  });

  app.get('/ui/cart', async (context) => {
    const lines = await backend.cart(sessionOf(context));
    return context.html(cartPage(lines, totalOf(lines)));
  });

  app.post('/ui/delete', async (context) => {
    const form = deleteForm.safeParse(await context.req.parseBody());
    if (!form.success) return context.html(problemPage('Say which product to remove.', again), 400);
    const sessionId = sessionOf(context);
    const line = (await backend.cart(sessionId)).find(({ id }) => id === form.data.productId);
    if (line) await backend.change(sessionId, line.id, -line.units);
    return context.redirect('/ui/cart', 303);
  });
}

/** Null where a price is not known. */
export function totalOf(lines: readonly CartLine[]): Money | null {
  let total = Money.ofCents(0n);
  for (const { price, units } of lines) {
    if (price === null) return null;
    total = total.plus(price.times(units));
  }
  return total;
}
