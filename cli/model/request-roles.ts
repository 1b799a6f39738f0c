import { follow, parseJsonPath } from '../lib/json-path.ts';
import type { System } from '../systems/system.ts';
import type { RequestFact } from './observation.ts';
import { ownerOf } from './owner-of.ts';

/** How a request that carries no id of the lab's into the database names the row that it makes or changes. */
export interface RequestRole {
  readonly database: string;
  readonly table: string;
  readonly column: string;
  readonly service: string;
  /** The value of the column; undefined where the request names none. */
  nameIn(request: RequestFact): string | undefined;
}

export function requestsOf(system: System): RequestRole[] {
  return Object.entries(system.tables).flatMap(([database, tables]) =>
    Object.entries(tables).flatMap(([table, { key, request }]): RequestRole[] => {
      if (request === undefined) return [];
      const { answer, path, service = ownerOf(system, database), column = key[0] ?? '' } = request;
      const [inPath, inAnswer] = [fromPath(path), fromAnswer(answer)];
      const nameIn = (fact: RequestFact) => inPath(fact) ?? inAnswer(fact);
      return [{ database, table, column, service, nameIn }];
    }),
  );
}

type NameIn = RequestRole['nameIn'];

/** What is below the path is meant too: of `/orders/{id}` also `/orders/7/cancel`. */
function fromPath(template: string | undefined): NameIn {
  if (template === undefined) return () => undefined;
  const source = template
    .split(/\{[^{}]*\}/)
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
    .join('([^/?#]+)');
  const pattern = new RegExp(`^${source}(?=[/?#]|$)`);
  return ({ path }) => decoded(pattern.exec(path)?.[1]);
}

function fromAnswer(path: string | undefined): NameIn {
  const steps = path === undefined ? undefined : parseJsonPath(path);
  if (steps === undefined) return () => undefined;
  return ({ responseBody }) => {
    const value = follow(responseBody, steps);
    return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
  };
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}
