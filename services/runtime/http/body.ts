import { parseJson } from '../../tram/index.ts';
import { Problem } from './problem.ts';

/** 100 kB. */
export const maxBodyBytes = 100_000;

const jsonType = /^application\/([\w.+-]+\+)?json\s*(;|$)/i;

/** The whole body; a Problem 413 as soon as it is known to be too long, also when it comes in chunks of unknown number. */
export async function readBody(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) throw tooLarge();
  // A declared length is kept to by Node's parser, so that only a body of unknown length has to be counted.
  if (!request.headers.has('transfer-encoding')) return new Uint8Array(await request.arrayBuffer());
  return request.body ? readCounted(request.body) : new Uint8Array();
}

/** Throws Problem 415 or 400 when it is not JSON. */
export function parseBody(bytes: Uint8Array, contentType: string | null): unknown {
  if (contentType === null || !jsonType.test(contentType)) {
    const sent = contentType === null ? 'without a Content-Type' : `as ${contentType.slice(0, 100)}`;
    throw new Problem(415, `The body came ${sent}: send JSON with Content-Type: application/json`);
  }
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    // The parser's stack overflowed.
    if (error instanceof RangeError) throw new Problem(400, 'The body is nested too deeply');
    throw new Problem(400, `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readCounted(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function tooLarge(): Problem {
  return new Problem(413, `The body is longer than ${maxBodyBytes} bytes: send less`, {
    headers: { connection: 'close' },
  });
}
