import * as z from 'zod';
import { reportSchema } from '../../scenario/report-schema.ts';
import { systemSchema } from '../../systems/system.ts';
import { formatVersion } from '../format.ts';
import { observationSchema } from './observation-schema.ts';

const { scenarios, stack } = reportSchema.shape;
const scenarioReport = scenarios.element.omit({ chain: true });
const { steps, expectations } = scenarioReport.shape;
const text = z.string();

/** The header's first member alone: what a file of another version can be told by. */
export const versionSchema = z.looseObject({ sagarun: z.int() });

const headerSchema = z.looseObject({
  sagarun: z.literal(formatVersion),
  id: text,
  at: z.iso.datetime(),
  stack,
  label: text,
  lab: text,
  seed: z.int().nullable(),
  versions: z.looseObject({ sagaLab: text, node: text, platform: text }),
  systems: z.array(systemSchema),
  scenarios: z.array(text),
  linesObservable: z.boolean(),
  redacted: z.array(text),
});

const events = [
  z.looseObject({
    type: z.literal('run-started'),
    lab: text,
    stack,
    label: text,
    scenarios: z.array(text),
  }),
  z.looseObject({
    type: z.literal('scenario-started'),
    name: text,
    system: text,
    about: text,
    repetition: z.int().optional(),
  }),
  z.looseObject({ type: z.literal('step-finished'), scenario: text, step: steps.element }),
  z.looseObject({
    type: z.literal('expectation-finished'),
    scenario: text,
    expectation: expectations.element,
  }),
  z.looseObject({
    type: z.literal('scenario-finished'),
    report: scenarioReport,
    chainSource: z.looseObject({
      correlations: z.array(text),
      seq: z.int().min(0),
      nowMs: z.number(),
    }),
  }),
  z.looseObject({ type: z.literal('run-finished'), report: reportSchema.omit({ scenarios: true }) }),
] as const;

const knownEvents = new Set(events.map(({ shape }) => shape.type.value));

/** Whether this version knows the event; what it does not know it passes over. */
export function isKnownEvent(type: unknown): boolean {
  return knownEvents.has(type as never);
}

const endSchema = z.looseObject({ observations: z.int().min(0), sha256: text });

/** What a line may hold, by its one member. */
export const lineSchemas = {
  header: headerSchema,
  o: observationSchema,
  event: z.discriminatedUnion('type', [...events]),
  watchedAnew: z.literal(true),
  end: endSchema,
} as const;

export type LineKind = keyof typeof lineSchemas;
