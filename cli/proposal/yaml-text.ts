const plain = /^[A-Za-z_/][\w./-]*$/;
const reserved = /^(true|false|yes|no|on|off|null|y|n)$/i;

/** A text as a scalar of YAML, in quotes where it would else be read as something other. */
export function scalar(text: string): string {
  return plain.test(text) && !reserved.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

export function flowList(texts: readonly string[]): string {
  return `[${texts.map(scalar).join(', ')}]`;
}

export function indented(lines: readonly string[], by = 2): string[] {
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`));
}
