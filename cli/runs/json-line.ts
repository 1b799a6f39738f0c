import { parseJson, stringifyJson } from '../../services/tram/index.ts';

/** JSON text on one line, no digit lost. The built-in one is much faster, and does for all but the rare numbers. */
export function jsonLine(value: unknown): string {
  try {
    const text = JSON.stringify(value);
    // The only trace that a number of too many digits leaves in it.
    if (!text.includes('"isLosslessNumber"')) return text;
  } catch {
    // A bigint has no JSON text there.
  }
  return stringifyJson(value);
}

/** Reads it back. @throws SyntaxError when it is no JSON */
export function parseJsonLine(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // What comes out as it went in has lost nothing.
  return JSON.stringify(value) === text ? value : parseJson(text);
}

/** How many objects and lists stand within each other at most; stops counting beyond `limit`. */
export function depthOf(text: string, limit: number): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < text.length && deepest <= limit; at++) {
    const sign = text[at];
    if (inText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === '{' || sign === '[') deepest = Math.max(deepest, (depth += 1));
    else if (sign === '}' || sign === ']') depth -= 1;
  }
  return deepest;
}
