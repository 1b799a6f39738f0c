import { readFile } from 'node:fs/promises';
import { checkFile } from '../systems/check-file.ts';
import { parseYaml, type YamlFile } from '../systems/yaml-file.ts';
import { UsageError } from '../lib/errors.ts';
import { scenarioSchema, type Scenario } from './schema.ts';

export interface LoadedScenario {
  /** `system/name` */
  readonly id: string;
  readonly scenario: Scenario;
  /** The path as errors name it. */
  readonly file: string;
  readonly yaml: YamlFile;
}

/** `shown` is the path as errors name it. @throws UsageError when the file cannot be read, InvalidFileError when it is not a valid scenario. */
export async function loadScenario(file: string, shown = file): Promise<LoadedScenario> {
  return parseScenario(shown, await readScenario(file, shown));
}

/** The file's text. @throws UsageError when it cannot be read */
export function readScenario(file: string, shown: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read the scenario ${shown}: ${error.message}`, { cause: error });
  });
}

/** @throws InvalidFileError */
export function parseScenario(file: string, text: string): LoadedScenario {
  const yaml = parseYaml(file, text);
  const scenario = checkFile(yaml, scenarioSchema);
  return { id: `${scenario.system}/${scenario.name}`, scenario, file, yaml };
}
