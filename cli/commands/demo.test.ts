import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from './run-program.ts';
import { capturedContext } from './testing/captured-context.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'demo-'));
});
afterAll(() => rm(home, { recursive: true }));

async function cli(...args: readonly string[]) {
  const { context, written } = capturedContext(home);
  return { code: await runProgram(args, context), ...written };
}

test('without a terminal the lesson is printed, a paragraph a hop, none wider than the lines', async () => {
  const { code, stdout, stderr } = await cli('demo');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^ 1 {2}customers-and-orders\/approve: The customer's credit covers the order/);
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
    /OrderCreated is written into the outbox \(transaction \d+, LSN [0-9A-F]+\/[0-9A-F]+\): message [0-9a-f-]{33}/,
  );
  const paragraphs = stdout.split('\n\n');
  expect(paragraphs.length).toBeGreaterThan(25);
  expect(paragraphs.at(-1)).toMatch(/^\d+ {2}pass: /);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

test('each of the others has a lesson of its own', async () => {
  expect((await cli('demo', 'credit-exceeded')).stdout).toContain('PENDING -> REJECTED');
  const { stdout } = await cli('demo', 'crash-between-commit-and-publish');
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'strikes relay: crash at relay.OrderCreated.after-commit.',
  );
});

test('a wrong name is answered with the right ones', async () => {
  expect(await cli('demo', 'aprove')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'There is no shipped recording "aprove"; there are approve, credit-exceeded, crash-between-commit-and-publish.\n',
  });
});
