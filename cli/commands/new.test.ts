import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exitCode, UsageError } from '../lib/errors.ts';
import { newScenario } from './new.ts';
import { capturedContext } from './testing/captured-context.ts';

const flags = { system: 'store' };

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'saga-lab-new-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

test('writes a scenario, and never over one that is there', async () => {
  const { context, written } = capturedContext(cwd);
  expect(await newScenario(context, 'mine', flags)).toBe(exitCode.pass);
  expect(written.stdout).toBe('scenarios/store/mine.yaml\n');
  expect(readFileSync(join(cwd, 'scenarios/store/mine.yaml'), 'utf8')).toContain('system: store');
  await expect(newScenario(context, 'mine', flags)).rejects.toThrow(
    'scenarios/store/mine.yaml is there already; choose another name.',
  );
});

test.each(['scenarios', 'scenarios/store'])('a file in the way, %s, is told', async (inTheWay) => {
  mkdirSync(join(cwd, inTheWay, '..'), { recursive: true });
  writeFileSync(join(cwd, inTheWay), '');
  const making = newScenario(capturedContext(cwd).context, 'mine', flags);
  await expect(making).rejects.toThrow(/^Cannot write scenarios\/store\/mine\.yaml: ENOTDIR/);
  await expect(making).rejects.toBeInstanceOf(UsageError);
});

test('a folder in which none can be made is told', async () => {
  const making = newScenario({ ...capturedContext(cwd).context, cwd: '/proc' }, 'mine', flags);
  await expect(making).rejects.toThrow(/^Cannot write scenarios\/store\/mine\.yaml: /);
});
