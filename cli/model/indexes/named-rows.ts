import type { RequestFact } from '../observation.ts';
import type { RequestRole } from '../request-roles.ts';
import type { Roles } from '../roles.ts';
import { causeOf, type Transaction } from './transaction.ts';

/**
 * Joins requests and commits by the row that both name. Nothing but their order tells the requests that name one row
 * apart: the first commit that changed it, of those that nothing else explains, is the first request's, and so on.
 */
export interface NamedRows {
  /** By table and name of the row. */
  readonly lanes: Map<string, NamedLane>;
}

interface NamedLane {
  /** Ids, in the order fired. */
  readonly requests: string[];
  /** In commit order. */
  readonly transactions: Transaction[];
}

export interface NamedPair {
  readonly request: string;
  readonly transaction: Transaction;
}

export function createNamedRows(): NamedRows {
  return { lanes: new Map() };
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Only what was done counts: a request that was refused changed nothing. Call it once for each request. */
export function nameByRequest(named: NamedRows, roles: Roles, fact: RequestFact): NamedPair | undefined {
  const { id, service, method, status } = fact;
  if (reading.has(method) || status === null || status < 200 || status > 299) return undefined;
  for (const role of roles.requests) {
    const name = role.service === service ? role.nameIn(fact) : undefined;
    if (name === undefined) continue;
    const { requests, transactions } = laneOf(named, role, name);
    const transaction = transactions[requests.push(id) - 1];
    return transaction && { request: id, transaction };
  }
  return undefined;
}

/** Call it once for each commit, when all of it is sorted. */
export function nameByRow(named: NamedRows, roles: Roles, transaction: Transaction): NamedPair | undefined {
  if (roles.requests.length === 0 || causeOf(transaction) !== null) return undefined;
  for (const role of roles.requests)
    for (const { change } of transaction.rows) {
      if (transaction.database !== role.database || change.table !== role.table) continue;
      const name = (change.row ?? change.key)[role.column];
      if (name === null || name === undefined) continue;
      const { requests, transactions } = laneOf(named, role, name);
      const request = requests[transactions.push(transaction) - 1];
      return request === undefined ? undefined : { request, transaction };
    }
  return undefined;
}

function laneOf({ lanes }: NamedRows, { database, table }: RequestRole, name: string): NamedLane {
  const key = [database, table, name].join('\0');
  const known = lanes.get(key);
  if (known) return known;
  const lane = { requests: [], transactions: [] };
  lanes.set(key, lane);
  return lane;
}
