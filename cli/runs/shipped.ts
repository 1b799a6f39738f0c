import { join } from 'node:path';
import { UsageError } from '../lib/errors.ts';
import { packageFolder } from '../lib/package-folder.ts';
import { shippedRuns } from './shipped-names.ts';

/** The file of a shipped recording, from the sources as from dist/. @throws UsageError */
export function shippedRun(name: string): string {
  if (!shippedRuns.some((each) => each === name))
    throw new UsageError(`There is no shipped recording "${name}"; there are ${shippedRuns.join(', ')}.`);
  return join(packageFolder, 'docs/runs', `${name}.sagarun`);
}
