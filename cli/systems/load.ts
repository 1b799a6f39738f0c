import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../lib/errors.ts';
import { checkFile } from './check-file.ts';
import { expressionProblems } from './expression-problems.ts';
import { InvalidFileError } from './invalid-file.ts';
import { mappingProblems } from './mapping-problems.ts';
import { redactProblems } from './redact-problems.ts';
import { danglingNames } from './references.ts';
import { sagaProblems } from './sagas/saga-problems.ts';
import { serviceProblems } from './service-problems.ts';
import { systemSchema, type System } from './system.ts';
import { parseYaml } from './yaml-file.ts';

export interface LoadedSystem {
  readonly system: System;
  /** Absolute path of the file; commands run in its folder. */
  readonly file: string;
  readonly folder: string;
}

/** @throws UsageError when the file cannot be read, InvalidFileError when it is not a valid system. */
export async function loadSystem(path: string): Promise<LoadedSystem> {
  const file = resolve(path);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read the system file ${path}: ${error.message}`, { cause: error });
  });
  return { system: parseSystem(path, text), file, folder: dirname(file) };
}

/** @throws InvalidFileError */
export function parseSystem(file: string, text: string): System {
  const yaml = parseYaml(file, text);
  const system = checkFile(yaml, systemSchema);
  const wrong = expressionProblems(system);
  const problems = [
    ...wrong,
    ...serviceProblems(system),
    ...danglingNames(system),
    ...mappingProblems(system),
    ...sagaProblems(system),
    // Which columns a rule looks up is known of a valid one.
    ...(wrong.length === 0 ? redactProblems(system) : []),
  ].map(({ path, message }) => `${yaml.at(path)}: ${message}`);
  if (problems.length > 0) throw new InvalidFileError(problems);
  return system;
}
