import { html } from 'hono/html';

/** What hono's `html` makes: every value in it is escaped. */
export type Html = ReturnType<typeof html>;

export interface Page {
  /** What this page is, without the shop's name. */
  readonly title: string;
  readonly main: Html;
  /** More for the head. */
  readonly head?: Html;
}

export function layout({ title, main, head = html`` }: Page): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Tea Store</title>
        <link rel="stylesheet" href="/ui/shop.css" />
        <link rel="icon" href="data:," />
        ${head}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <p class="brand"><a href="/ui/products">Tea Store</a></p>
          <nav aria-label="Shop">
            <ul>
              <li><a href="/ui/products">Products</a></li>
              <li><a href="/ui/cart">Cart</a></li>
            </ul>
          </nav>
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer><p>A shop to watch sagas in: nothing is sold here. Do not enter a card of yours.</p></footer>
      </body>
    </html>`;
}
