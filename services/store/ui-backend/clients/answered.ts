import * as z from 'zod';
import type { RemoteAnswer } from '../../../runtime/http/remote.ts';
import { stringifyJson } from '../../../tram/index.ts';

/** What the service answered, as its shape reads it; an Error where it is something else, which is a fault of that service. */
export function answered<S extends z.ZodType>(
  service: string,
  shape: S,
  { status, body }: RemoteAnswer,
): z.output<S> {
  const read = shape.safeParse(body);
  if (status < 300 && read.success) return read.data;
  const why = status < 300 && read.error ? z.prettifyError(read.error) : stringifyJson(body ?? null);
  throw new Error(`${service} answered ${status}: ${why}`);
}

/** The detail of a problem document. */
export function detailOf({ body }: RemoteAnswer): string | undefined {
  return z.object({ detail: z.string() }).safeParse(body).data?.detail;
}
