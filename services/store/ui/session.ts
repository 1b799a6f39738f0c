import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const cookie = 'session';
const shape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The customer's session, begun where there is none. Who knows its id has the cart: no script and no other site may read it. */
export function sessionOf(context: Context): string {
  const known = getCookie(context, cookie);
  if (known !== undefined && shape.test(known)) return known;
  const sessionId = randomUUID();
  setCookie(context, cookie, sessionId, { path: '/ui', httpOnly: true, sameSite: 'Lax' });
  return sessionId;
}
