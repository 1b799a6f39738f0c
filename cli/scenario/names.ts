import { methods, type Eventually, type Expectation, type Step } from './schema.ts';

/** What reports call a step or expectation that has no name: stable from run to run, so variables stay names. */
export function stepName(step: Step): string {
  if (step.name !== undefined) return step.name;
  if (step.eventually !== undefined) return eventuallyName(step.eventually);
  const method = methods.find((name) => step[name] !== undefined) ?? 'get';
  return plain(`${method.toUpperCase()} ${step[method] ?? ''}`);
}

export function expectationName(expectation: Expectation): string {
  const { name, eventually, events, rows, view } = expectation;
  if (name !== undefined) return name;
  if (eventually !== undefined) return eventuallyName(eventually);
  if (events !== undefined) return `events ${events.join(', ')}`;
  if (rows !== undefined) {
    const where = brief(rows.where);
    const equals = rows.count === undefined ? brief(rows.equals ?? {}) : `${rows.count} rows`;
    return plain(`rows ${rows.database}.${rows.table} ${where}: ${equals || 'present'}`);
  }
  return plain(`view ${view?.collection}/${String(view?.id)} ${brief(view?.json ?? {})}`);
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
