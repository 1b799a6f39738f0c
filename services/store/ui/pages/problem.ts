import { html } from 'hono/html';
import { type Html, layout } from './layout.ts';

/** `what` happened, for the customer, and where to go from here. */
export function problemPage(what: string, link: { readonly href: string; readonly text: string }): Html {
  return layout({
    title: 'Something went wrong',
    main: html`<h1>Oops, something went wrong!</h1>
      <div class="errors" role="alert"><p>${what}</p></div>
      <p><a class="button" href="${link.href}">${link.text}</a></p>`,
  });
}
