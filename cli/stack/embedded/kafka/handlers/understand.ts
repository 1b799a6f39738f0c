import type { Call } from '../net/connection.ts';
import { apiVersions } from '../protocol/api-versions.ts';
import { requestHeader } from '../protocol/request-header.ts';
import { MalformedError } from '../wire/malformed.ts';
import { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import { unsupportedApiVersions } from './api-versions.ts';
import type { Broker } from './context.ts';
import { rowOf, rows } from './table.ts';

/** Turns a frame into a call of its handler. Throws MalformedError for what is not served: the connection then closes. */
export function understand(broker: Broker, frame: Buffer, clientHost: string): Call {
  const body = new Reader(frame);
  const { apiKey, apiVersion: version, correlationId, clientId } = requestHeader.read(body, 1);
  const row = rowOf(apiKey);
  if (!row) throw new MalformedError(`API key ${apiKey} is not served`);
  if (version < row.min || version > row.max) {
    if (apiKey !== apiVersions.key) {
      throw new MalformedError(`${row.name} version ${version} is not served; ${row.min} to ${row.max} are`);
    }
    return { pipelined: false, answer: async () => framed(correlationId, unsupportedApiVersions(rows)) };
  }
  return {
    pipelined: row.pipelined,
    async answer(signal) {
      const response = await row.serve(body, {
        broker,
        version,
        clientId: clientId ?? '',
        clientHost,
        signal,
      });
      return response === null ? [] : framed(correlationId, response);
    },
  };
}

function framed(correlationId: number, body: Writer): readonly Buffer[] {
  const header = new Writer();
  const buffers = body.buffers();
  header.int32(4 + body.length);
  header.int32(correlationId);
  return [...header.buffers(), ...buffers];
}
