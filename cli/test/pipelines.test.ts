import { Readable } from 'node:stream';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createProgram } from '../commands/program.ts';
import type { CommandContext, Output } from '../commands/context.ts';
import { reporters } from '../reporters/reporters.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Step {
  readonly run?: string;
  readonly uses?: string;
}
interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const examples = [...read('docs/ci.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, yaml]) => parse(yaml!) as unknown,
);
const [githubExample, gitlabExample] = examples as [Workflow, { sagas: { script: string[] } }];
const own = parse(read('.github/workflows/ci.yml')) as Workflow;

const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);
const sagaLab = (command: string) => /^npx saga-lab (.*)$/.exec(command)?.[1];
const shellCommands = [...read('docs/ci.md').matchAll(/^npx saga-lab .*$/gm)].map(([line]) => line);
const readmeCommands = [...read('README.md').matchAll(/^npx saga-lab (?!.*\\$)[^#\n]*/gm)].map(([line]) =>
  line.trim(),
);

const silent: Output = {
  write: () => undefined,
  isTTY: false,
  columns: 80,
  closed: new AbortController().signal,
};
const context: CommandContext = {
  stdout: silent,
  stderr: silent,
  stdin: Readable.from([]),
  env: {},
  cwd: root,
  homedir: root,
  version: '0',
  nodeVersion: '0',
  platform: 'test',
  signal: new AbortController().signal,
};

/** Words of a command line that the program does not know; quotes and `${{ }}` are the shell's and the runner's. */
function unknownIn(line: string): string[] {
  const words = line.replaceAll(/\$\{\{[^}]*\}\}/g, '1').match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const [name, ...args] = words.map((word) => word.replaceAll(/^['"]|['"]$/g, ''));
  const program = createProgram(context, () => undefined);
  const command = program.commands.find((each) => each.name() === name);
  if (command === undefined) return [name ?? ''];
  const { unknown } = command.parseOptions(args);
  const asked = (command.opts()['reporter'] as string[] | undefined) ?? [];
  return [...unknown, ...asked.filter((each) => !Object.hasOwn(reporters, each.split('=')[0]!))];
}

describe('a pipeline names only what there is', () => {
  const commands = [
    ...[...stepsOf(own), ...stepsOf(githubExample)].flatMap(({ run }) => run ?? []),
    ...gitlabExample.sagas.script,
    ...shellCommands,
    ...readmeCommands,
  ];

  test.each(commands.filter((each) => sagaLab(each) !== undefined))('%s', (command) => {
    expect(unknownIn(sagaLab(command)!)).toEqual([]);
  });

  test('a command line with a slip is found', () => {
    expect(unknownIn('run approve --retrys 2')).toEqual(['--retrys', '2']);
    expect(unknownIn('rnu approve')).toEqual(['rnu']);
    expect(unknownIn('run approve --reporter jnuit=x')).toEqual(['jnuit=x']);
  });

  test('each pipeline has such a command', () => {
    const lines = [own, githubExample].map((each) => stepsOf(each).flatMap(({ run }) => run ?? []));
    for (const commands of [...lines, gitlabExample.sagas.script])
      expect(commands.some((each) => sagaLab(each) !== undefined)).toBe(true);
  });
});

describe('the workflow of this project', () => {
  test('runs what must hold before a change lands, on each Node that is supported', () => {
    const runs = stepsOf(own).flatMap(({ run }) => run ?? []);
    expect(runs).toContain('bash .ci/run');
    expect(existsSync(join(root, '.ci/run'))).toBe(true);
    expect(own.jobs['test']).toMatchObject({ strategy: { matrix: { node: ['20', '22', '24'] } } });
  });

  test.each([own, githubExample])('may read, and nothing else', ({ permissions }) => {
    expect(permissions).toEqual({ contents: 'read' });
  });
});

test('docs/ci.md and the help name the same exit codes', () => {
  let help = '';
  const program = createProgram(
    { ...context, stdout: { ...silent, write: (text) => (help += text) } },
    () => undefined,
  );
  program.outputHelp();
  const table = read('docs/ci.md').split('## Exit codes')[1]?.split('##')[0] ?? '';
  const documented = [...table.matchAll(/^\| (\d+)/gm)].map(([, code]) => code);
  const told = /Exit codes: ([\s\S]*)\./.exec(help)?.[1] ?? '';
  expect(documented).toEqual(
    [...told.matchAll(/\b(\d+) /g)].map(([, code]) => code).filter((c) => c !== '143'),
  );
});
