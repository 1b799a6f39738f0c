import { asObject } from '../mapping/json-value.ts';
import { differences, printed } from '../view/difference.ts';
import { parsePayload } from '../view/payload.ts';

export interface JsonPart {
  /** Dotted. */
  readonly path: string;
  /** A text as it is, all else as JSON; undefined where there is nothing. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Where two texts that are JSON objects differ; nothing where one of them is no such text. */
export function jsonParts(from: string | null | undefined, to: string | null | undefined): JsonPart[] {
  const [before, after] = [objectIn(from), objectIn(to)];
  if (!before || !after) return [];
  return differences(before, after).map(({ path, expected, actual }) => ({
    path,
    from: textOf(expected),
    to: textOf(actual),
  }));
}

function objectIn(text: string | null | undefined) {
  return text?.startsWith('{') ? asObject(parsePayload(text)) : undefined;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : printed(value);
}
