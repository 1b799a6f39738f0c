import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface ReferenceSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Paths of `${file:...}` are relative to it. */
  readonly folder: string;
}

const pattern = /\$\{([^}]*)\}/g;

export function hasReference(text: string): boolean {
  return text.search(pattern) !== -1;
}

/**
 * The text with what `${env:NAME}` and `${file:PATH}` name. Within the user part of a URL it is percent-encoded: a secret
 * may hold any character. @throws Error that says what is missing, and never what was found
 */
export function expandReferences(text: string, sources: ReferenceSources): string {
  const userEnds = /^[a-z+]+:\/\/[^/?]*@/i.exec(text)?.[0].length ?? 0;
  return text.replace(pattern, (whole, inner: string, at: number) => {
    const value = valueOf(whole, inner, sources);
    return at > 0 && at < userEnds ? encodeURIComponent(value) : value;
  });
}

function valueOf(whole: string, inner: string, { env, folder }: ReferenceSources): string {
  const [, kind, name = ''] = /^(env|file):(.+)$/.exec(inner) ?? [];
  if (kind === undefined) throw new Error(`${whole} names nothing: write \${env:NAME} or \${file:PATH}`);
  if (kind === 'file') return firstLine(resolve(folder, name));
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`${whole}: set ${name} in the environment`);
  return value;
}

function firstLine(file: string): string {
  try {
    const [line = ''] = readFileSync(file, 'utf8').split(/\r?\n/);
    if (line !== '') return line;
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  throw new Error(`${file} has nothing in its first line`);
}
