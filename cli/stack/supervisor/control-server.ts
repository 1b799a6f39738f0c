import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { toError, UsageError } from '../../lib/errors.ts';
import type { LabStatus } from '../status.ts';
import { verbs, type LabDescription, type Verb } from './protocol.ts';

/** What can be asked of a running supervisor. */
export interface Controlled {
  describe(): LabDescription;
  status(): Promise<LabStatus>;
  control(verb: Verb, process: string): Promise<void>;
  /** Resolves when nothing of the lab runs any more. */
  stop(reason: string): Promise<void>;
}

export interface ControlServer {
  /** What another process must know to ask. */
  readonly access: { readonly url: string; readonly token: string };
  /** Takes no more requests; resolves when those under way are answered, after 1 s at the latest. */
  close(): Promise<void>;
}

/** GET /lab, GET /status, POST /stop, POST /processes/<name>/<verb>; for whoever knows the token, on loopback. 400: what is asked for is not there. */
export async function startControlServer(controlled: Controlled, token: string): Promise<ControlServer> {
  const server = createServer((request, response) => void handle(controlled, token, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    access: { url: `http://127.0.0.1:${port}`, token },
    async close() {
      setTimeout(() => server.closeAllConnections(), 1000).unref();
      server.close();
      await once(server, 'close');
    },
  };
}

async function handle(
  controlled: Controlled,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.resume();
  if (!knows(request, token))
    return answer(response, 401, { error: 'The token of the state file is needed.' });
  try {
    const result = await route(controlled, `${request.method} ${request.url}`);
    if (result === undefined)
      answer(response, 404, { error: `${request.method} ${request.url} is not known.` });
    else answer(response, 200, result);
  } catch (thrown) {
    answer(response, thrown instanceof UsageError ? 400 : 409, { error: toError(thrown).message });
  }
}

async function route(controlled: Controlled, asked: string): Promise<unknown> {
  if (asked === 'GET /lab') return controlled.describe();
  if (asked === 'GET /status') return controlled.status();
  if (asked === 'POST /stop') {
    await controlled.stop('asked to stop');
    return {};
  }
  const [, name, verb] = /^POST \/processes\/([^/]+)\/([a-z]+)$/.exec(asked) ?? [];
  if (name === undefined || !isVerb(verb)) return undefined;
  await controlled.control(verb, decodeURIComponent(name));
  return {};
}

function isVerb(verb: string | undefined): verb is Verb {
  return verbs.some((each) => each === verb);
}

function knows(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(body));
}
