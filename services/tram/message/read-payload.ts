import type * as z from 'zod';
import { MalformedMessageError, UnprocessableMessageError } from './errors.ts';
import { parseJson } from './json.ts';
import type { Message } from './message.ts';

/** The payload as its schema reads it; throws UnprocessableMessageError, naming `type` and the fields, when it does not fit. */
export function readPayload(message: Message, type: string, schema: z.ZodType): unknown {
  const result = schema.safeParse(parsePayload(message));
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message: problem }) => `${path.join('.') || 'payload'}: ${problem}`,
  );
  throw new UnprocessableMessageError(`Payload of ${type} does not fit its schema: ${problems.join('; ')}`);
}

function parsePayload({ payload }: Message): unknown {
  try {
    return parseJson(payload);
  } catch (error) {
    throw new MalformedMessageError(`payload is not JSON: ${(error as SyntaxError).message}`, {
      cause: error,
    });
  }
}
