import { html } from 'hono/html';
import { layout } from './layout.ts';

export const homePage = () =>
  layout({
    title: 'Welcome',
    main: html`<h1>Tea Store</h1>
      <p>Every order here is a saga: its page shows how far it has come.</p>
      <p><a class="button" href="/ui/products">Look at the products</a></p>`,
  });
