import { html } from 'hono/html';
import type { Money } from '../../../runtime/values/money.ts';
import { dollars } from './dollars.ts';
import { type Html, layout } from './layout.ts';

export const cardFields = ['cardOwner', 'cardNumber', 'checksum'] as const;
export type CardField = (typeof cardFields)[number];

/** By field: what is wrong with it. */
export type CardErrors = Partial<Readonly<Record<CardField, string>>>;

const inputs: Readonly<Record<CardField, { label: string; autocomplete: string; numeric: boolean }>> = {
  cardOwner: { label: 'Card owner', autocomplete: 'cc-name', numeric: false },
  cardNumber: { label: 'Card number', autocomplete: 'cc-number', numeric: true },
  checksum: { label: 'Check number', autocomplete: 'cc-csc', numeric: true },
};

/** Of what was entered only the owner comes back: a card's numbers are in no page. */
export function checkoutPage(total: Money, errors: CardErrors = {}, cardOwner = ''): Html {
  const wrong = cardFields.filter((field) => errors[field] !== undefined);
  return layout({
    title: wrong.length > 0 ? 'Error: Checkout' : 'Checkout',
    main: html`<h1>Checkout</h1>
      ${wrong.length > 0 ? summary(wrong, errors) : html``}
      <p>
        You are about to pay <strong>${dollars(total)}</strong>. This is a toy: no real card is charged, and
        any number of 12 to 19 digits is accepted but one that ends in 0402 (refused), 0500 or 0504 (no
        answer).
      </p>
      <form method="post" action="/ui/confirm" class="stacked" novalidate>
        ${cardFields.map((field) => input(field, errors[field], field === 'cardOwner' ? cardOwner : ''))}
        <button>Place the order</button>
      </form>
      <p><a href="/ui/cart">Back to the cart</a></p>`,
  });
}

function summary(wrong: readonly CardField[], errors: CardErrors): Html {
  return html`<div class="errors" role="alert" aria-labelledby="errors-title">
    <h2 id="errors-title">There is a problem</h2>
    <ul>
      ${wrong.map((field) => html`<li><a href="#${field}">${errors[field]}</a></li>`)}
    </ul>
  </div>`;
}

function input(field: CardField, error: string | undefined, value: string): Html {
  const { label, autocomplete, numeric } = inputs[field];
  return html`<p>
    <label for="${field}">${label}</label>
    ${error === undefined ? html`` : html`<span class="error" id="${field}-error">${error}</span>`}
    <input
      id="${field}"
      name="${field}"
      autocomplete="${autocomplete}"
      value="${value}"
      required
      ${numeric ? html`inputmode="numeric"` : html``}
      ${error === undefined ? html`` : html`aria-invalid="true" aria-describedby="${field}-error"`}
    />
  </p>`;
}
