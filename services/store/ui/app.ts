import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { exchange } from '../../runtime/http/exchange.ts';
import type { Health } from '../../runtime/http/health.ts';
import { Problem, problemResponse } from '../../runtime/http/problem.ts';
import { NoAnswerError } from '../../runtime/http/remote.ts';
import type { WebDeps } from '../../runtime/process/service-deps.ts';
import type { Backend } from './backend/backend.ts';
import { MaybeOrderedError } from './backend/maybe-ordered.ts';
import { Refused } from './backend/refused.ts';
import type { ClientFiles } from './client-files.ts';
import { problemPage } from './pages/problem.ts';
import { checkoutRoutes } from './routes/checkout-routes.ts';
import { shopRoutes } from './routes/shop-routes.ts';

const maxFormBytes = 10_000;

/** Nothing but what this server itself sends runs, is loaded, or gets a form. */
const policy: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  referrerPolicy: 'same-origin',
  // By plain HTTP on the loopback interface: there is no certificate to insist on.
  strictTransportSecurity: false,
};

export interface UiParts extends Pick<WebDeps, 'name' | 'lines' | 'log'> {
  readonly backend: Backend;
  readonly files: ClientFiles;
  readonly health: Health;
}

export function createUi({ name, lines, log, backend, files, health }: UiParts): Hono {
  const app = new Hono();
  app.use(exchange(name, lines));
  app.use(secureHeaders(policy));
  // A page of another site must not order in the customer's name.
  app.use(csrf());
  app.use(bodyLimit({ maxSize: maxFormBytes }));
  app.onError((error, context) => failure(error, context, log));
  app.notFound((context) => context.html(problemPage('There is no such page.', toShop), 404));

  app.get('/actuator/health', async (context) => {
    try {
      return context.json(await health.report());
    } catch (error) {
      if (error instanceof Problem) return problemResponse(error, context.req.path);
      throw error;
    }
  });
  for (const [path, { type, text }] of Object.entries(files))
    app.get(path, (context) => context.body(text, 200, { 'content-type': type }));
  shopRoutes(app, backend);
  checkoutRoutes(app, backend);
  return app;
}

const toCart = { href: '/ui/cart', text: 'Look into your cart' };
/** What is ordered leaves the cart. */
const maybeOrdered =
  'The shop did not answer in time, and your order may have been placed. Look into your cart: if it is empty, the order was placed. If it is not, it may be under way all the same; a second order of what the first has taken is refused, and not charged.';
const toShop = { href: '/ui/products', text: 'Back to the shop' };

function failure(error: Error, context: Context, log: WebDeps['log']): Response | Promise<Response> {
  if (error instanceof HTTPException) {
    return context.html(problemPage(refusals[error.status] ?? 'That cannot be done.', toShop), error.status);
  }
  if (error instanceof Refused && error.status < 500) {
    return context.html(problemPage(error.message, toShop), error.status === 404 ? 404 : 409);
  }
  if (error instanceof MaybeOrderedError) {
    log.warn({ err: error, path: context.req.path }, 'The backend failed to say whether it ordered');
    return context.html(problemPage(maybeOrdered, toCart), 503);
  }
  if (error instanceof Refused || error instanceof NoAnswerError) {
    log.warn({ err: error, path: context.req.path }, 'The backend failed');
    return context.html(problemPage('The shop cannot do that at the moment. Try it again.', toShop), 503);
  }
  log.error({ err: error, path: context.req.path }, 'Request failed');
  return context.html(problemPage('The shop failed to answer.', toShop), 500);
}

const refusals: Readonly<Record<number, string>> = {
  403: 'This came from a page that is not of this shop.',
  413: 'That is more than the form takes.',
};
