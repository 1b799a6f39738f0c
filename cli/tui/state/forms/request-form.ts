import { parseJson, stringifyJson } from '../../../../services/tram/index.ts';
import { hint } from '../../../systems/nearest.ts';
import type { Look } from '../look.ts';
import { newForm, valueOf, type Form } from './form.ts';
import type { FormKind } from './form-kind.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Filled with what was asked for last, to be changed a little and sent again. */
export function newRequestForm(look: Look): Form {
  const last = look.ledger.entries.requests.at(-1);
  return newForm(
    { kind: 'request' },
    {
      service: last?.service ?? servicesOf(look)[0] ?? '',
      method: last?.method ?? 'GET',
      path: last?.path ?? '/',
      body: last?.requestBody === undefined ? '' : stringifyJson(last.requestBody),
    },
  );
}

const abouts: Readonly<Record<string, string>> = {
  service: 'the service that is asked',
  method: methods.join(', '),
  path: 'with its query, such as /orders/17',
  body: 'JSON; nothing where the request has none',
};

export const requestForm: FormKind = {
  title: () => 'send a request',
  about: (_form, field) => abouts[field] ?? '',
  choices(_form, field, look) {
    if (field === 'service') return servicesOf(look);
    return field === 'method' ? methods : [];
  },
  problems(form, look) {
    const problems = new Map<string, string>();
    const [service, method] = [valueOf(form, 'service'), valueOf(form, 'method')];
    const services = servicesOf(look);
    if (!services.includes(service))
      problems.set('service', `there is no service "${service}"${hint(service, services)}`);
    if (!methods.includes(method))
      problems.set('method', `must be one of ${methods.join(', ')}, not "${method}"`);
    if (!/^\/\S*$/.test(valueOf(form, 'path')))
      problems.set('path', 'must begin with / and have no space, such as /orders/17');
    const wrong = jsonProblem(valueOf(form, 'body'));
    if (wrong !== undefined) problems.set('body', wrong);
    else if (method === 'GET' && valueOf(form, 'body').trim() !== '')
      problems.set('body', 'a GET has none: take it out, or take another method');
    return problems;
  },
  effect: (form) => ({
    kind: 'request',
    service: valueOf(form, 'service'),
    method: valueOf(form, 'method'),
    path: valueOf(form, 'path'),
    body: valueOf(form, 'body').trim(),
  }),
};

function servicesOf({ ledger }: Look): string[] {
  return [...ledger.models.values()].flatMap(({ system }) => Object.keys(system.services));
}

function jsonProblem(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    parseJson(text);
    return undefined;
  } catch (thrown) {
    return `must be JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  }
}
