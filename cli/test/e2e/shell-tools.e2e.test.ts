import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { cliFolder } from '../harness/cli-folder.ts';
import { cliFile, runCli } from '../harness/run-cli.ts';

const exec = promisify(execFile);
const folder = cliFolder();
const cli = (...args: string[]) => folder.cli(...args);
beforeAll(() => writeFile(join(folder.path, 'a-file'), ''));

describe('new', () => {
  test('says when the name is that of a scenario there is', async () => {
    const { code, stderr } = await cli('new', 'approve');
    expect(code).toBe(0);
    expect(stderr).toContain('there is a customers-and-orders/approve already');
    await rm(join(folder.path, 'scenarios'), { recursive: true });
  });

  test('writes a scenario that can be run, and never over one that is there', async () => {
    const path = 'scenarios/customers-and-orders/mine.yaml';
    expect(await cli('new', 'mine')).toMatchObject({ code: 0, stdout: `${path}\n` });
    expect(await cli('run', '--list', 'mine')).toMatchObject({
      code: 0,
      stdout: 'customers-and-orders/mine\n',
    });
    const again = await cli('new', 'mine');
    expect(again).toMatchObject({ code: 2, stderr: `${path} is there already; choose another name.\n` });
  });
});

describe('schema', () => {
  test.each(['scenario', 'system', 'report'])('%s is a JSON Schema', async (what) => {
    const { code, stdout } = await cli('schema', what);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      $schema: expect.stringContaining('json-schema.org'),
      type: 'object',
    });
  });
});

describe('doctor', () => {
  test('says of each thing whether it is well', async () => {
    const { code, stdout } = await cli('doctor', '--json');
    expect(code).toBe(0);
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { name: string; state: string }[] };
    expect(ok).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'Node.js',
        'folder for labs',
        'PostgreSQL for the embedded stack',
        expect.stringMatching(/^port 8081 \(customers-and-orders order-service/),
      ]),
    );
  });

  test('names the fix of what is broken, and exits as starting a lab would', async () => {
    const { code, stdout } = await runCli(['doctor'], {
      cwd: folder.path,
      env: { SAGA_LAB_HOME: join(folder.path, 'a-file') },
    });
    expect(code).toBe(3);
    expect(stdout).toMatch(/✗ folder for labs: .*\n {4}fix: make it writable, or set SAGA_LAB_HOME/);
  });
});

test('man is a manual page that knows every command', async () => {
  const { code, stdout } = await cli('man');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\.TH SAGA\\-LAB 1 /);
  for (const command of ['run', 'up', 'tui', 'export', 'runs prune'])
    expect(stdout).toContain(`.SS ${command}`);
});

describe('completion', () => {
  test('for bash is a script that bash takes, and completes commands, options and scenarios', async () => {
    const { stdout } = await cli('completion', 'bash');
    const complete = (words: string) =>
      exec(
        'bash',
        [
          '-c',
          `${stdout}\nsaga-lab() { node ${cliFile} "$@"; }\nCOMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1)); _saga_lab; printf '%s\\n' "\${COMPREPLY[@]}"`,
        ],
        { cwd: folder.path },
      );
    expect((await complete('saga-lab stat')).stdout).toBe('status\n');
    expect((await complete('saga-lab run --repo')).stdout).toBe('--reporter\n');
    expect((await complete('saga-lab run unk')).stdout).toBe('unknown-customer\n');
  });

  test.each(['zsh', 'fish'])('for %s knows every command', async (shell) => {
    const { code, stdout } = await cli('completion', shell);
    expect(code).toBe(0);
    for (const name of [
      'run',
      'list',
      'up',
      'status',
      'down',
      'logs',
      'doctor',
      'new',
      'schema',
      'completion',
    ])
      expect(stdout).toContain(name);
  });
});
