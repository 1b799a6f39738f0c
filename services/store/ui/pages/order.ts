import { html } from 'hono/html';
import type { Order } from '../backend/shapes.ts';
import { dollars } from './dollars.ts';
import { type Html, layout } from './layout.ts';
import { reasonText, statusText, stepStatusText, stepText } from './order-texts.ts';

/** Without scripts a pending order is looked at again so often. */
const lookAgainSeconds = 3;

/** Follows the order's saga by itself until that has ended, which may be after the order is decided; with scripts as without. */
export function orderPage(order: Order): Html {
  const { orderId, status, reason } = order;
  const followed = isFollowed(order);
  return layout({
    title: `${statusText(status)}: your order`,
    head: followed
      ? html`<script type="module" src="/ui/follow.mjs"></script>
          <noscript><meta http-equiv="refresh" content="${lookAgainSeconds}" /></noscript>`
      : html``,
    main: html`<h1>Your order</h1>
      <p>Number <code>${orderId}</code></p>
      <div id="order" data-followed="${String(followed)}">
        <p role="status" class="decision ${status.toLowerCase()}">
          <strong>${statusText(status)}.</strong> ${reasonText(status, reason)}
        </p>
        ${followed ? html`<p><a href="/ui/orders/${encodeURIComponent(orderId)}">Look again</a></p>` : html``}
        ${steps(order)} ${items(order)}
      </div>
      <p><a href="/ui/products">Back to the shop</a></p>`,
  });
}

const ends: ReadonlySet<string> = new Set(['COMPLETED', 'COMPENSATED', 'FAILED']);

function isFollowed({ status, state, silent }: Order): boolean {
  if (silent.length > 0) return true;
  return state === null ? status === 'PENDING' : !ends.has(state);
}

function steps({ steps: known }: Order): Html {
  if (known === null) return html`<p>How far it has come cannot be told at the moment.</p>`;
  return html`<h2>What was done for it</h2>
    <ol class="steps">
      ${Object.entries(known).map(
        ([name, status]) => html`<li>${stepText(name)}: <strong>${stepStatusText(status)}</strong></li>`,
      )}
    </ol>`;
}

function items({ items: ordered, total }: Order): Html {
  if (ordered === null) return html``;
  return html`<h2>What you ordered</h2>
    <ul>
      ${ordered.map(({ name, units, price }) => html`<li>${units} × ${name}, ${dollars(price)} each</li>`)}
    </ul>
    <p>Total: <strong>${dollars(total)}</strong></p>`;
}
