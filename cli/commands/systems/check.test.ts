import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { exitCode } from '../../lib/errors.ts';
import { capturedContext } from '../testing/captured-context.ts';
import { checkSystem } from './check.ts';

test('a file alone is checked without the servers that its system needs', async () => {
  const { context, written } = capturedContext(tmpdir());
  const flags = { lab: 'default', stack: 'external', broker: '127.0.0.1:1' } as const;
  await expect(checkSystem(context, 'shipments', flags)).rejects.toThrow('needs --rabbitmq');
  expect(await checkSystem(context, 'shipments', { ...flags, fileOnly: true })).toBe(exitCode.pass);
  expect(written.stdout).toContain('2 services');
});
