import { html } from 'hono/html';
import type { Money } from '../../../runtime/values/money.ts';
import type { CartLine } from '../backend/shapes.ts';
import { dollars } from './dollars.ts';
import { type Html, layout } from './layout.ts';

/** `total` is null where a product could not be read. */
export function cartPage(lines: readonly CartLine[], total: Money | null): Html {
  return layout({
    title: 'Cart',
    main: html`<h1>Your cart</h1>
      ${lines.length === 0 ? html`<p>Your cart is empty.</p>` : filled(lines, total)}
      <p><a href="/ui/products">Back to the shop</a></p>`,
  });
}

function filled(lines: readonly CartLine[], total: Money | null): Html {
  return html`<table>
      <caption>
        What you are about to order
      </caption>
      <thead>
        <tr>
          <th scope="col">Product</th>
          <th scope="col" class="number">Quantity</th>
          <th scope="col" class="number">List price</th>
          <th scope="col" class="number">Total cost</th>
          <th scope="col">Remove</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(cartRow)}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan="3">Total</th>
          <td class="number">${dollars(total)}</td>
          <td></td>
        </tr>
      </tfoot>
    </table>
    ${
      total === null
        ? html`<p>Some products cannot be read at the moment: order them a little later.</p>`
        : html`<p><a class="button" href="/ui/confirm">Proceed to checkout</a></p>`
    }`;
}

function cartRow({ id, name, description, units, price }: CartLine): Html {
  return html`<tr>
    <th scope="row">${name}<br /><small>${description}</small></th>
    <td class="number">${units}</td>
    <td class="number">${dollars(price)}</td>
    <td class="number">${dollars(price && price.times(units))}</td>
    <td>
      <form method="post" action="/ui/delete">
        <input type="hidden" name="productId" value="${id}" />
        <button>Remove<span class="hidden"> ${name}</span></button>
      </form>
    </td>
  </tr>`;
}
