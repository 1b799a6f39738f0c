import type { Expectation, HopExpectation } from './schema.ts';
import type { Eventually } from './schema-parts.ts';
import { methods } from './schema-parts.ts';
import { drives, type Step } from './step-schema.ts';

/** What reports call a step or expectation that has no name: stable from run to run, so variables stay names. */
export function stepName(step: Step): string {
  if (step.name !== undefined) return step.name;
  if (step.eventually !== undefined) return eventuallyName(step.eventually);
  const drive = drives.find((name) => step[name] !== undefined);
  if (drive !== undefined) return `${drive} ${step[drive] ?? ''}`;
  if (step.redeliver !== undefined) return `redeliver ${step.redeliver}`;
  if (step.publish !== undefined) {
    const { topic, key, event, command, reply } = step.publish;
    return plain(`publish ${event ?? command ?? reply ?? 'a record'} on ${topic}, key ${String(key)}`);
  }
  const method = methods.find((name) => step[name] !== undefined) ?? 'get';
  const times = step.parallel === undefined ? '' : `${step.parallel} x `;
  return plain(`${times}${method.toUpperCase()} ${step[method] ?? ''}`);
}

export function expectationName(expectation: Expectation): string {
  const { name, eventually, events, rows, view, hops } = expectation;
  if (name !== undefined) return name;
  if (eventually !== undefined) return eventuallyName(eventually);
  if (events !== undefined) return `events ${events.join(', ')}`;
  if (hops !== undefined) return `hops ${hops.map(hopName).join(', ')}`;
  if (rows !== undefined) {
    const where = brief(rows.where);
    const equals = rows.count === undefined ? brief(rows.equals ?? {}) : `${rows.count} rows`;
    return plain(`rows ${rows.database}.${rows.table} ${where}: ${equals || 'present'}`);
  }
  return plain(`view ${view?.collection}/${String(view?.id)} ${brief(view?.json ?? {})}`);
}

/** `2 x duplicate OrderCreated by customer-service`. */
function hopName({ kind, type, service, injected, count }: HopExpectation): string {
  const times = count === undefined ? '' : `${count} x `;
  const whose = service === undefined ? '' : ` by ${service}`;
  return [times + (injected === true ? 'injected ' : '') + kind, type].filter(Boolean).join(' ') + whose;
}

function eventuallyName({ get, json, status }: Eventually): string {
  const wanted = json === undefined ? `status ${status ?? '2xx'}` : brief(json);
  return plain(`eventually GET ${get} ${wanted}`);
}

/** Names the leaves: `orderState REJECTED`. */
function brief(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([field, inner]) => `${Array.isArray(value) ? '' : `${field} `}${brief(inner)}`)
    .join(', ');
}

function plain(text: string): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, '{$1}').trim();
}
