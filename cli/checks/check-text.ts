import type { Paint } from '../reporters/text/paint.ts';
import type { Check } from './check.ts';

const looks = {
  ok: ['✔', 'good'],
  note: ['·', 'unsure'],
  broken: ['✗', 'bad'],
} as const satisfies Record<Check['state'], readonly [string, keyof Paint]>;

/** A line a check, and one with what to do about it. */
export function checksText(checks: readonly Check[], paint: Paint): string {
  return checks
    .flatMap(({ name, state, detail, fix }) => {
      const [glyph, color] = looks[state];
      const line = `${paint[color](glyph)} ${name}: ${detail}`;
      return fix === undefined ? [line] : [line, `    fix: ${fix}`];
    })
    .map((line) => `${line}\n`)
    .join('');
}

export function isBroken(checks: readonly Check[]): boolean {
  return checks.some(({ state }) => state === 'broken');
}

/** `{ "v": 1, "ok", "checks" }` */
export function checksDocument(checks: readonly Check[]): string {
  return `${JSON.stringify({ v: 1, ok: !isBroken(checks), checks }, undefined, 2)}\n`;
}
