import { stringify } from 'yaml';
import { parseJson } from '../../../services/tram/index.ts';
import { UsageError } from '../../lib/errors.ts';
import { parseScenario, type LoadedScenario } from '../../scenario/load.ts';
import type { System } from '../../systems/system.ts';
import type { Effect } from '../state/effect.ts';

/** A story of one request: it is checked, told and watched like any other. @throws UsageError, InvalidFileError */
export function scenarioOfRequest(
  { service, method, path, body }: Extract<Effect, { kind: 'request' }>,
  systems: readonly System[],
): LoadedScenario {
  const system = systems.find((each) => Object.hasOwn(each.services, service));
  if (!system) throw new UsageError(`No system of this lab has a service ${service}.`);
  const step = { [method.toLowerCase()]: `${service}/${path.replace(/^\/+/, '')}`, ...jsonOf(body) };
  const story = {
    name: 'request',
    system: system.name,
    about: 'A request by hand.',
    steps: [step],
    invariants: 'none',
  };
  return parseScenario('the request', stringify(story));
}

function jsonOf(body: string): { json?: unknown } {
  if (body.trim() === '') return {};
  try {
    return { json: parseJson(body) };
  } catch (thrown) {
    throw new UsageError(
      `The body is no JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      {
        cause: thrown,
      },
    );
  }
}
