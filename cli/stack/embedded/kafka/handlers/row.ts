import type { Api } from '../protocol/api.ts';
import { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import type { Handler, RequestContext } from './context.ts';

/** One row of the table: an API, and who answers it. */
export interface Row extends Api<unknown, unknown> {
  /** May be begun while earlier ones of its kind are still being answered. */
  readonly pipelined: boolean;
  /** Reads the request and answers the response's body; null for none. */
  serve(body: Reader, context: RequestContext): Promise<Writer | null>;
}

export function row<Request, Response>(
  api: Api<Request, Response>,
  handle: Handler<Request, Response>,
  { pipelined = false } = {},
): Row {
  return {
    ...api,
    pipelined,
    async serve(body, context) {
      const response = await handle(api.request.read(body, context.version), context);
      if (response === null) return null;
      const writer = new Writer();
      api.response.write(writer, response, context.version);
      return writer;
    },
  };
}
