import { LosslessNumber } from 'lossless-json';

/** What templates of a view's fold may name. */
export interface EventValues {
  readonly aggregateId: string | null;
  readonly payload: unknown;
}

const whole = /^\{\{\s*([^{}]+?)\s*\}\}$/;
const each = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** The value with its templates filled in, at any depth; a string that is one template keeps the type it stands for. */
export function render(template: unknown, values: EventValues): unknown {
  if (typeof template === 'string') {
    const name = whole.exec(template)?.[1];
    return name === undefined ? renderText(template, values) : valueOf(name, values);
  }
  if (Array.isArray(template)) return template.map((item: unknown) => render(item, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, inner]) => [renderText(name, values), render(inner, values)]),
  );
}

export function renderText(template: string, values: EventValues): string {
  return template.replace(each, (_, name: string) => plainText(valueOf(name, values)));
}

/** A dotted path, split before it is filled in: an id may hold a dot. */
export function renderPath(template: string, values: EventValues): string[] {
  return template.split(/\.(?![^{]*\}\})/).map((segment) => renderText(segment, values));
}

function valueOf(name: string, { aggregateId, payload }: EventValues): unknown {
  if (name === 'aggregateId') return aggregateId ?? undefined;
  const [first, ...path] = name.split('.');
  if (first !== 'payload') return undefined;
  let value = payload;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}

function plainText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof LosslessNumber) return value.value;
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | bigint | boolean}`;
}
