import type { Observation, RowChange } from '../../model/observation.ts';
import type { ExpectationReport, StepReport } from '../../scenario/report.ts';
import { parseRedactRule } from '../../systems/redact-rule.ts';
import type { System } from '../../systems/system.ts';
import type { RecordedEvent, RunHeader, RunLine } from '../format.ts';
import { RedactedFields } from './fields.ts';
import { markerWith } from './marker.ts';

/**
 * The line as it may be written, by the rules of `redact` in the system files; undefined where there is no rule. `key`
 * is the run's own secret. Lines must come in the order of the run: a value that was redacted is then found in the
 * free texts that come after it.
 */
export function redactor(
  rules: readonly string[],
  key: Uint8Array,
): ((line: RunLine) => RunLine) | undefined {
  if (rules.length === 0) return undefined;
  const parsed = rules.map(parseRedactRule);
  const marker = markerWith(key);
  const fields = new RedactedFields(parsed, marker);
  // What was seen last says not where it came from, so that there only the last name of a rule counts.
  const anywhere = new RedactedFields(
    parsed.map(({ text, names }) => ({ text, names: names.slice(-1) })),
    marker,
  );
  const hide = (text: string) => anywhere.known.hide(fields.known.hide(text));
  return (line) => {
    if ('o' in line) return { o: observation(line.o, fields, hide) };
    if ('event' in line) return { event: eventOf(line.event, anywhere, hide) };
    return 'header' in line ? { header: headerOf(line.header, fields) } : line;
  };
}

type Hide = (text: string) => string;

function observation(seen: Observation, fields: RedactedFields, hide: Hide): Observation {
  switch (seen.kind) {
    case 'request':
      return hidden(
        {
          ...seen,
          ...(seen.requestBody !== undefined && { requestBody: fields.in(seen.requestBody, []) }),
          ...(seen.responseBody !== undefined && { responseBody: fields.in(seen.responseBody, []) }),
        },
        'error',
        hide,
      );
    case 'transaction':
      return { ...seen, changes: seen.changes.map((change) => changeOf(change, fields)) };
    case 'snapshot':
      return { ...seen, rows: fields.in(seen.rows, seen.table.split('.')) };
    case 'record':
      return {
        ...seen,
        value: fields.in(seen.value, [seen.topic]),
        ...(seen.headers && { headers: fields.in(seen.headers, [seen.topic, 'headers']) }),
      };
    case 'document':
      return { ...seen, document: fields.in(seen.document, [seen.collection]) };
    case 'line':
      return 'error' in seen.line ? { ...seen, line: hidden(seen.line, 'error', hide) } : seen;
    case 'queue':
      return seen;
    case 'log':
      return { ...seen, text: hide(seen.text) };
    case 'process':
    case 'probe':
      return hidden(seen, 'detail', hide);
    case 'step':
      return { ...seen, step: hide(seen.step) };
  }
}

function changeOf(change: RowChange, fields: RedactedFields): RowChange {
  const { row, before, table } = change;
  const names = table.split('.');
  return { ...change, row: fields.in(row, names), ...(before && { before: fields.in(before, names) }) };
}

function eventOf(event: RecordedEvent, anywhere: RedactedFields, hide: Hide): RecordedEvent {
  const check = <C extends StepReport | ExpectationReport>(told: C): C => {
    // First what was seen, by its fields: its values are then found in the texts too.
    const seen = 'lastSeen' in told ? { ...told, lastSeen: anywhere.in(told.lastSeen, []) } : told;
    const lastSeen = 'lastSeen' in seen && typeof seen.lastSeen === 'string' && hide(seen.lastSeen);
    return hidden({ ...seen, ...(lastSeen !== false && { lastSeen }), name: hide(seen.name) }, 'error', hide);
  };
  switch (event.type) {
    case 'run-started':
    case 'scenario-started':
      return event;
    case 'step-finished':
      return { ...event, step: check(event.step) };
    case 'expectation-finished':
      return { ...event, expectation: check(event.expectation) };
    case 'scenario-finished': {
      const { report } = event;
      const invariants = report.invariants.map((each) => ({
        ...each,
        ...(each.proof !== undefined && { proof: each.proof.map(hide) }),
      }));
      const steps = report.steps.map(check);
      return {
        ...event,
        report: { ...report, steps, expectations: report.expectations.map(check), invariants },
      };
    }
    case 'run-finished': {
      const { error } = event.report;
      if (error === undefined) return event;
      return { ...event, report: { ...event.report, error: hidden(error, 'message', hide) } };
    }
  }
}

/** A system file may hold a password in what it gives a service. */
function headerOf(header: RunHeader, fields: RedactedFields): RunHeader {
  return { ...header, systems: header.systems.map((system) => withEnv(system, fields)) };
}

function withEnv(system: System, fields: RedactedFields): System {
  const services = Object.entries(system.services).map(([name, service]) => {
    const env = fields.in(service.env, [name, 'env']);
    return [name, { ...service, env }] as const;
  });
  return { ...system, services: Object.fromEntries(services) };
}

/** The same with one free text hidden, where it has it. */
function hidden<T extends object, F extends string>(
  value: T & { readonly [K in F]?: string },
  field: F,
  hide: Hide,
): T {
  const text: string | undefined = value[field];
  return text === undefined ? value : { ...value, [field]: hide(text) };
}
