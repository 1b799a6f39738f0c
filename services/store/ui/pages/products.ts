import { html } from 'hono/html';
import type { Product } from '../backend/shapes.ts';
import { dollars } from './dollars.ts';
import { type Html, layout } from './layout.ts';

export function productsPage(products: readonly Product[]): Html {
  return layout({
    title: 'Products',
    main: html`<h1>Products</h1>
      ${products.length === 0 ? html`<p>There is nothing in stock.</p>` : html``}
      <ul class="products">
        ${products.map(productCard)}
      </ul>`,
  });
}

function productCard({ id, name, description, units, price }: Product): Html {
  return html`<li>
    <h2 id="name-${id}">${name}</h2>
    <p>${description}</p>
    <p><strong>${dollars(price)}</strong> <span class="stock">Units: ${units}</span></p>
    <form method="post" action="/ui/add">
      <input type="hidden" name="productId" value="${id}" />
      <label for="units-${id}">Units</label>
      <input
        id="units-${id}"
        name="units"
        type="number"
        min="1"
        max="1000"
        value="1"
        required
        aria-describedby="name-${id}"
      />
      <button aria-describedby="name-${id}">Add to cart</button>
    </form>
  </li>`;
}

export function addedPage(units: number, { name }: Product): Html {
  return layout({
    title: 'Added to the cart',
    main: html`<h1>Added to the cart</h1>
      <p>${units} × ${name}</p>
      <p>
        <a class="button" href="/ui/cart">Go to the cart</a> <a href="/ui/products">Back to the shop</a>
      </p>`,
  });
}
