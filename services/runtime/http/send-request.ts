import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as requestPlain } from 'node:http';
import { Agent as TlsAgent, request as requestTls } from 'node:https';

/** Less than the 5 s after which Node's server closes a connection that is not used: none is used that is about to close. */
const idleMs = 4_000;
const kept = { keepAlive: true, timeout: idleMs };
const agents = { 'http:': new Agent(kept), 'https:': new TlsAgent(kept) };

export interface SentRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Ends it, with the signal's reason. */
  readonly signal: AbortSignal;
}

export interface ReceivedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * One exchange over a kept connection; follows no redirect. Node's own client and not fetch, whose streams make a call take
 * three times the CPU. Rejects with Node's error, whose code says why, where there is no whole answer.
 */
export async function sendRequest(
  url: URL,
  { method, headers, body, signal }: SentRequest,
): Promise<ReceivedAnswer> {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const options = {
    method,
    headers: { ...headers, ...(bytes && { 'content-length': String(bytes.length) }) },
    signal,
  };
  try {
    return await new Promise<ReceivedAnswer>((resolve, reject) => {
      const onAnswer = (message: IncomingMessage): void => void received(message).then(resolve, reject);
      const request =
        url.protocol === 'https:'
          ? requestTls(url, { ...options, agent: agents['https:'] }, onAnswer)
          : requestPlain(url, { ...options, agent: agents['http:'] }, onAnswer);
      request.on('error', reject);
      request.end(bytes);
    });
  } catch (error) {
    // Node says only that it was aborted.
    signal.throwIfAborted();
    throw error;
  }
}

async function received(message: IncomingMessage): Promise<ReceivedAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    text: Buffer.concat(chunks).toString(),
  };
}
