import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../lib/errors.ts';
import { captures, polled, unknownName, unknownService, unknownVariables } from '../scenario/check.ts';
import type { Problem } from '../scenario/check.ts';
import { methods } from '../scenario/schema-parts.ts';
import { generators } from '../scenario/variables.ts';
import { checkFile } from '../systems/check-file.ts';
import { InvalidFileError } from '../systems/invalid-file.ts';
import type { LoadedSystem } from '../systems/load.ts';
import type { System } from '../systems/system.ts';
import { parseYaml, type Path } from '../systems/yaml-file.ts';
import { loadSchema, type LoadRequest, type LoadStory } from './load-schema.ts';

/** The load file that the system names. @throws UsageError when there is none, InvalidFileError when it is not valid */
export async function loadStoryOf({ system, file, folder }: LoadedSystem): Promise<LoadStory> {
  if (system.load === undefined)
    throw new UsageError(
      `${system.name} has no load: name a load file in ${file}, such as load: load.yaml (docs/formats.md).`,
    );
  const path = join(folder, system.load);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read the load file ${path}: ${error.message}`, { cause: error });
  });
  return parseLoadStory(path, text, system);
}

/** @throws InvalidFileError */
export function parseLoadStory(file: string, text: string, system: System): LoadStory {
  const yaml = parseYaml(file, text);
  const story = checkFile(yaml, loadSchema);
  const problems = [...problemsOf(story, system)];
  if (problems.length > 0)
    throw new InvalidFileError(problems.map(({ path, message }) => `${yaml.at(path)}: ${message}`));
  return story;
}

function* problemsOf(story: LoadStory, system: System): Generator<Problem> {
  const { saga, key, shared, prepare, start, after } = story;
  const known = new Set(Object.keys(generators));
  yield* unknownName('saga', saga, system.sagas, ['saga']);
  if (shared) {
    yield* drawn(shared, ['shared'], known);
    for (const [index, step] of shared.steps.entries())
      yield* requested(step, ['shared', 'steps', index], system, known);
  }
  yield* drawn(story, [], known);
  for (const [index, step] of prepare.entries()) yield* requested(step, ['prepare', index], system, known);
  yield* requested(start, ['start'], system, known);
  yield* unknownVariables({ key }, [], known);
  if (after) yield* polled(after, ['after'], system, known);
}

function* drawn(
  { vars, mix }: Pick<LoadStory, 'vars' | 'mix'>,
  at: Path,
  known: Set<string>,
): Generator<Problem> {
  yield* unknownVariables(vars, [...at, 'vars'], known);
  // Otherwise `bench`, which draws nothing, would lack it.
  for (const name of Object.keys(mix)) yield* unknownName('variable', name, vars, [...at, 'mix', name]);
  for (const name of Object.keys(vars)) known.add(name);
}

function* requested(step: LoadRequest, at: Path, system: System, known: Set<string>): Generator<Problem> {
  const { capture, ...rest } = step;
  yield* unknownVariables(rest, at, known);
  for (const method of methods) yield* unknownService(step[method], [...at, method], system);
  yield* captures(capture, [...at, 'capture'], known);
}
