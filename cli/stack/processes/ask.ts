import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { connect } from 'node:net';

const limitMs = 2000;

/** What a look at a server says: undefined when it answers as it should, else why not. */
export type Look = () => Promise<string | undefined>;

/** One look at a health URL: 2xx is well. */
export async function askHttp(url: string): Promise<string | undefined> {
  const { status } = await getJson(url);
  if (typeof status === 'string') return `GET ${url}: ${status}`;
  return status >= 200 && status < 300 ? undefined : `GET ${url} answers ${status}`;
}

/** Status and body text, or the reason why there is no answer within so many milliseconds. Never rejects. */
export function getJson(url: string, withinMs = limitMs): Promise<{ status: number | string; body: string }> {
  return new Promise((resolve) => {
    const ask = url.startsWith('https:') ? getSecurely : get;
    const request = ask(url, { agent: false, timeout: withinMs }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', (error) => resolve({ status: error.message, body }));
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${withinMs} ms`)));
    request.on('error', (error) => resolve({ status: error.message, body: '' }));
  });
}

/** One look at a server of a binary protocol: sends a request and judges the first bytes of the answer. */
export function askTcp(
  port: number,
  request: Buffer,
  isAnswer: (bytes: Buffer) => boolean,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (result: string | undefined): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(limitMs, () => settle(`no answer within ${limitMs} ms`));
    socket.on('error', (error) => settle(error.message));
    socket.on('end', () => settle('connection closed without an answer'));
    socket.on('data', (bytes) => settle(isAnswer(bytes) ? undefined : 'an answer of another protocol'));
    socket.on('connect', () => socket.write(request));
  });
}
