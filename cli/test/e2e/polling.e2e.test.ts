import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

const scenarios = fileURLToPath(new URL('../../../scenarios/', import.meta.url));
/** Of all systems. */
const faultScenarios = readdirSync(scenarios, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .filter((file) => /^tags:.*\bfault\b/m.test(readFileSync(join(scenarios, file), 'utf8')))
  .map((file) => basename(file, '.yaml'))
  .sort();

let lab: CliHome;
beforeAll(async () => {
  lab = await cliHome();
});
afterAll(() => lab.remove());

test('a run with a relay that polls passes, and no hop of its chain is missing', async () => {
  const { code, report } = await lab.run('approve', '--relay', 'polling');
  expect({ code, verdict: report.verdict }).toEqual({ code: 0, verdict: 'pass' });
  const chain = report.scenarios[0]?.chain ?? [];
  expect(chain.filter(({ kind }) => kind === 'missing')).toEqual([]);
  const relayed = chain.filter(({ kind }) => kind === 'relay');
  expect(relayed.map(({ type }) => type)).toEqual([
    'CustomerCreated',
    'OrderCreated',
    'CustomerCreditReserved',
    'OrderApproved',
  ]);
  for (const { ref } of relayed) {
    const outbox = chain.find(({ kind, ref: { message } }) => kind === 'outbox' && message === ref.message);
    expect(ref).toMatchObject({ xid: outbox?.ref.xid, offset: expect.stringMatching(/^\d+$/) });
    expect(ref).not.toHaveProperty('lsn');
  }
});

test('every fault scenario passes with a relay that polls', async () => {
  const { code, report } = await lab.run('--tag', 'fault', '--relay', 'polling');
  const verdicts = report.scenarios.map(({ name, verdict }) => `${name} ${verdict}`);
  expect(verdicts.filter((each) => !each.endsWith(' pass'))).toEqual([]);
  expect(verdicts.sort()).toEqual(faultScenarios.map((name) => `${name} pass`));
  expect(code).toBe(0);
}, 240_000);

describe('a lab that is up', () => {
  beforeAll(async () => {
    expect((await lab.cli('up', '--detach', '--relay', 'polling', '--quiet')).code).toBe(0);
  });

  test('says in which mode it relays', async () => {
    expect((await lab.status()).relays).toMatchObject([{ mode: 'polling', lag: { bytes: 0 } }]);
    expect((await lab.cli('status')).stdout).toContain('polling, 0 messages behind');
  });

  test.each(['up', 'run approve'])(
    'is not taken for one of the other mode: %s --relay wal',
    async (command) => {
      const { code, stderr } = await lab.cli(...command.split(' '), '--relay', 'wal', '--quiet');
      expect(code).toBe(2);
      expect(stderr).toContain('is up with its relay in mode polling, not wal');
    },
  );

  test('keeps its data when it comes up again in the other mode, and goes on with it', async () => {
    expect((await lab.run('approve')).code).toBe(0);
    expect((await lab.cli('down')).code).toBe(0);
    for (const mode of ['wal', 'polling']) {
      expect((await lab.cli('up', '--detach', '--relay', mode, '--quiet')).code).toBe(0);
      const { code, report } = await lab.run('approve');
      expect({ code, verdict: report.verdict }).toEqual({ code: 0, verdict: 'pass' });
      expect((await lab.cli('down')).code).toBe(0);
    }
  });
});
