import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../run-program.ts';
import { capturedContext } from '../testing/captured-context.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'run-on-screen-'));
});
afterEach(() => rm(home, { recursive: true }));

async function cli(...args: readonly string[]) {
  const { context, written } = capturedContext(home);
  return { code: await runProgram(args, context), ...written };
}

test.each([
  ['--retries', '2'],
  ['--repeat-each', '3'],
  ['--timeout', '5s'],
  ['--seed', '7'],
  ['--max-failures', '1'],
  ['--artifacts', 'out'],
  ['--reporter', 'junit'],
  ['--bail'],
])('a flag that the screen cannot heed is refused: %s', async (...flag) => {
  const { code, stderr } = await cli('run', 'approve', '--tui', ...flag);
  expect(code).toBe(2);
  expect(stderr).toContain(`${flag[0]} has no effect there`);
  expect(await readdir(home)).toEqual([]);
});

test('what failed at the last run is looked up, as it is without a screen', async () => {
  expect(await cli('run', '--tui', '--last-failed')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no run from this folder is remembered'),
  });
});

test('without a terminal it says what does the same', async () => {
  const { code, stderr } = await cli('run', 'approve', '--tui');
  expect(code).toBe(2);
  expect(stderr).toContain('The dashboard needs a terminal');
  expect(stderr).toContain('`saga-lab run` prints the same as text');
});
