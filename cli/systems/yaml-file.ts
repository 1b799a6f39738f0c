import { LosslessNumber } from 'lossless-json';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { InvalidFileError } from './invalid-file.ts';

export type Path = readonly PropertyKey[];

/** A YAML file read with its positions, so that an error can name file, line and column. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** `file:line:column` of the value at `path`, or of its key; of the nearest parent where the path leads nowhere. */
  at(path: Path, of?: 'key' | 'value'): string;
}

/** @throws InvalidFileError when the text is not one YAML document. */
export function parseYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    throw new InvalidFileError(
      problems.map((p) => `${place(p.pos[0])}: ${p.message.split(/ at line \d+/)[0] ?? p.code}`),
    );
  }
  const bare = bareVariables(document);
  if (bare.length > 0) {
    throw new InvalidFileError(
      bare.map((offset) => `${place(offset)}: a variable needs quotes: write '{{name}}', not {{name}}`),
    );
  }
  keepNumbersExact(document);
  return {
    file,
    value: document.toJS(),
    at: (path, of = 'value') => place(offsetOf(document, path, of)),
  };
}

// Without quotes YAML takes {{name}} for a mapping with a mapping as its key, which nobody ever means.
function bareVariables(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, {
    Pair(_, { key }) {
      if (isMap(key)) offsets.push(startOf(key) ?? 0);
    },
  });
  return offsets;
}

// A 64-bit id or an amount with many digits would be rounded by a double: such scalars keep their digits.
function keepNumbersExact(document: Document): void {
  visit(document, {
    Scalar(_, node) {
      const { value, source } = node;
      if (typeof value !== 'number' || source === undefined) return;
      if (/^-?\d+$/.test(source) && !Number.isSafeInteger(value)) node.value = BigInt(source);
      else if (/^-?\d+\.\d+$/.test(source) && source.replace(/\D/g, '').length > 15)
        node.value = new LosslessNumber(source);
    },
  });
}

function offsetOf(document: Document, path: Path, of: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (pair === undefined) return offset;
      node = pair.value;
      offset = (last && of === 'key' ? undefined : startOf(node)) ?? startOf(pair.key) ?? offset;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
