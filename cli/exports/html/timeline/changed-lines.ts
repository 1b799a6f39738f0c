import { jsonText } from '../../../reporters/text/json-text.ts';

export interface DocumentLine {
  readonly text: string;
  readonly changed: boolean;
}

/** A document as indented JSON, a member a line; changed is what the one before did not say there. */
export function changedLines(
  document: unknown,
  before: unknown,
  indent = '',
  name = '',
  comma = '',
): DocumentLine[] {
  const label = name === '' ? '' : `${jsonText(name)}: `;
  if (!isObject(document)) {
    const changed = before === undefined || isObject(before) || jsonText(before) !== jsonText(document);
    return [{ text: `${indent}${label}${jsonText(document)}${comma}`, changed }];
  }
  const isList = Array.isArray(document);
  const entries = Object.entries(document);
  const known = isObject(before) ? before : {};
  const changed = !isObject(before);
  if (entries.length === 0) return [{ text: `${indent}${label}${isList ? '[]' : '{}'}${comma}`, changed }];
  return [
    { text: `${indent}${label}${isList ? '[' : '{'}`, changed },
    ...entries.flatMap(([key, value], index) =>
      changedLines(
        value,
        Object.hasOwn(known, key) ? known[key] : undefined,
        `${indent}  `,
        isList ? '' : key,
        index < entries.length - 1 ? ',' : '',
      ),
    ),
    { text: `${indent}${isList ? ']' : '}'}${comma}`, changed },
  ];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isNumber(value);
}

/** A number of more digits than JavaScript's own has. */
function isNumber(value: object): boolean {
  return 'isLosslessNumber' in value;
}
