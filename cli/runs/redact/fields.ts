import { LosslessNumber } from 'lossless-json';
import { isMeant, type RedactRule } from '../../systems/redact-rule.ts';
import { jsonLine, parseJsonLine } from '../json-line.ts';
import { KnownValues } from './known-values.ts';
import { textOf, type Marker, type Scalar } from './marker.ts';

type Path = readonly string[];

/** Puts markers in place of the values that rules are about, wherever they stand in a value: the shape stays. */
export class RedactedFields {
  readonly known = new KnownValues();
  readonly #rules: readonly RedactRule[];
  readonly #marker: Marker;

  constructor(rules: readonly RedactRule[], marker: Marker) {
    this.#rules = rules;
    this.#marker = marker;
  }

  /** `path` is where the value stands; texts that are JSON are looked into. */
  in<T>(value: T, path: Path): T {
    // Only values are replaced, and by texts: what reads them takes a text where a number was for no number.
    return this.#walk(value, path, false) as T;
  }

  #walk(value: unknown, path: Path, isHidden: boolean): unknown {
    const hides = isHidden || this.#rules.some((rule) => isMeant(rule, path));
    if (value === null || value === undefined) return value;
    if (typeof value === 'string') return this.#text(value, path, hides);
    if (Array.isArray(value)) return value.map((item: unknown) => this.#walk(item, path, hides));
    if (typeof value === 'object' && !(value instanceof LosslessNumber))
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, this.#walk(inner, [...path, name], hides)]),
      );
    return hides ? this.#mark(value as Scalar) : value;
  }

  #text(text: string, path: Path, hides: boolean): string {
    const inner = /^\s*[{[]/.test(text) ? parsed(text) : undefined;
    if (inner === undefined) return hides ? this.#mark(text) : text;
    const before = jsonLine(inner);
    const after = jsonLine(this.#walk(inner, path, hides));
    return after === before ? text : after;
  }

  #mark(value: Scalar): string {
    const marker = this.#marker(value);
    this.known.add(textOf(value), marker);
    return marker;
  }
}

function parsed(text: string): unknown {
  try {
    return parseJsonLine(text);
  } catch {
    return undefined;
  }
}
