type Document = Readonly<Record<string, unknown>>;

/** By aggregate (`aggregateName`): the id of the last message applied of it. */
export type Guards = ReadonlyMap<string, string>;

export const noGuards: Guards = new Map();

/**
 * The guards of a view document, by aggregate: the id of the last message applied of each. They are nested as
 * `<guards>.<aggregate type>.<aggregate id>`, and read at any depth, so that flat ones are understood too.
 */
export function guardsOf(document: Document | null, field: string): Guards {
  const guards = new Map<string, string>();
  collect(document?.[field], '', guards);
  return guards;
}

function collect(value: unknown, path: string, guards: Map<string, string>): void {
  if (typeof value === 'string') guards.set(path, value);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    collect(inner, path === '' ? name : `${path}/${name}`, guards);
}

/** Name of an aggregate as a key of `guardsOf`. */
export function aggregateName(type: string | null, id: string | null): string {
  return `${type ?? ''}/${id ?? ''}`;
}
