import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loansYaml } from '../../test/harness/loans-system.ts';
import { exitCode } from '../../lib/errors.ts';
import { capturedContext } from '../testing/captured-context.ts';
import { checkSystem } from './check.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'systems-check-'));
});
afterAll(() => rm(home, { recursive: true }));

test('a file alone is checked without the servers that its system needs', async () => {
  const { context, written } = capturedContext(tmpdir());
  const flags = { lab: 'default', stack: 'external', broker: '127.0.0.1:1' } as const;
  await expect(checkSystem(context, 'shipments', flags)).rejects.toThrow('needs --rabbitmq');
  expect(await checkSystem(context, 'shipments', { ...flags, fileOnly: true })).toBe(exitCode.pass);
  expect(written.stdout).toContain('2 services');
});

test('rows that nothing joins to requests are warned of, and the file is well all the same', async () => {
  await writeFile(join(home, 'loans.yaml'), loansYaml());
  const { context, written } = capturedContext(home);
  const code = await checkSystem(context, './loans.yaml', { lab: 'none', fileOnly: true });
  expect({ code, stderr: written.stderr }).toEqual({ code: 0, stderr: '' });
  expect(written.stdout).toContain(
    '· outbox loans-db.announcements: its rows cannot be joined to requests: ',
  );
  expect(written.stdout).toContain('    fix: add request: or cause: to tables.loans-db.loans, ');
});
