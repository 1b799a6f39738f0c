import * as z from 'zod';
import { configSchema } from '../config/schema.ts';
import { exitCode, UsageError } from '../lib/errors.ts';
import { loadSchema } from '../load/load-schema.ts';
import { thereIsNo } from '../systems/nearest.ts';
import { reportSchema } from '../scenario/report-schema.ts';
import { scenarioSchema } from '../scenario/schema.ts';
import { systemSchema } from '../systems/system.ts';
import type { CommandContext } from './context.ts';

const schemas: Readonly<
  Record<string, { readonly title: string; readonly schema: z.ZodType; readonly io: 'input' | 'output' }>
> = {
  scenario: { title: 'A scenario of saga-lab', schema: scenarioSchema, io: 'input' },
  system: { title: 'A system file of saga-lab', schema: systemSchema, io: 'input' },
  load: { title: 'A load file of saga-lab', schema: loadSchema, io: 'input' },
  config: { title: 'The config file of saga-lab', schema: configSchema, io: 'input' },
  report: { title: 'The document of saga-lab run --reporter json', schema: reportSchema, io: 'output' },
};

export async function schema({ stdout }: CommandContext, what: string): Promise<number> {
  const found = schemas[what];
  if (found === undefined) throw new UsageError(thereIsNo('schema', what, Object.keys(schemas)));
  const document = z.toJSONSchema(found.schema, { io: found.io, unrepresentable: 'any' });
  stdout.write(`${JSON.stringify({ title: found.title, ...document }, undefined, 2)}\n`);
  return exitCode.pass;
}
