import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil } from '../../lib/wait-until.ts';
import type { RunReport, ScenarioReport } from '../../scenario/report.ts';
import { ancestry } from '../harness/ancestry.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { processesOf, survivors } from '../harness/lab.ts';

const names = ['approve', 'credit-exceeded', 'unknown-customer', 'cancel', 'order-history'];

let lab: CliHome;
const read = (file: string) => readFile(join(lab.folder, file), 'utf8');
beforeAll(async () => {
  lab = await cliHome();
});
afterAll(() => lab.remove());

describe('all scenarios on a stack of their own', () => {
  let code: number | null;
  let stdout: string;
  let report: RunReport;
  let left: readonly string[];

  beforeAll(async () => {
    const files = ['json=out.json', 'junit=out.xml', 'tap=out.tap', 'jsonl=out.jsonl', 'github=out.txt'];
    const reporters = ['list', ...files].flatMap((reporter) => ['--reporter', reporter]);
    const running = lab.cli('run', ...names, ...reporters);
    const seen = await waitUntil(
      async () => {
        const processes = await processesOf('default', lab.home);
        return processes.some(({ name }) => name === 'relay') ? processes : undefined;
      },
      { signal: AbortSignal.timeout(60_000) },
    );
    ({ code, stdout } = await running);
    left = await survivors(seen);
    report = JSON.parse(await readFile(join(lab.folder, 'out.json'), 'utf8')) as RunReport;
  });

  const scenario = (name: string): ScenarioReport =>
    report.scenarios.find((each) => each.name === name) ?? expect.fail(`no report of ${name}`);

  test('pass, and nothing is left running', async () => {
    expect({ code, verdict: report.verdict, left }).toEqual({ code: 0, verdict: 'pass', left: [] });
    expect(report.scenarios.map(({ name, verdict }) => [name, verdict])).toEqual(
      names.map((name) => [name, 'pass']),
    );
    expect((await lab.status()).state).toBe('down');
  });

  test('say which stack it was', () => {
    expect(report).toMatchObject({ v: 1, stack: 'embedded', lab: 'default' });
    expect(stdout).toContain('embedded broker, not Apache Kafka');
  });

  test.each(names)('%s: the chain is a tree of hops that are all there', (name) => {
    const { chain } = scenario(name);
    const seen = new Set<string>();
    for (const hop of chain) {
      if (hop.cause !== null) expect(seen).toContain(hop.cause);
      expect(seen).not.toContain(hop.id);
      seen.add(hop.id);
    }
    expect(chain.filter(({ kind }) => kind === 'missing' || kind === 'parked' || kind === 'retry')).toEqual(
      [],
    );
    expect(chain.filter(({ cause }) => cause === null).every(({ kind }) => kind === 'http')).toBe(true);
  });

  test('approve: from the request to the document, link by link', () => {
    const { chain } = scenario('approve');
    const last = chain.find(({ kind, label }) => kind === 'document' && label.includes('OrderApproved'));
    expect(ancestry(chain, last).map(({ kind, type }) => `${kind} ${type}`)).toEqual([
      'http POST',
      'row insert',
      'outbox OrderCreated',
      'relay OrderCreated',
      'record OrderCreated',
      'handled OrderCreated',
      'row insert',
      'outbox CustomerCreditReserved',
      'relay CustomerCreditReserved',
      'record CustomerCreditReserved',
      'handled CustomerCreditReserved',
      'row update',
      'outbox OrderApproved',
      'relay OrderApproved',
      'record OrderApproved',
      'handled OrderApproved',
      'document update',
    ]);
  });

  test('a hop names what is real: transaction, position in the log, offset, ids', () => {
    const { chain } = scenario('approve');
    const outbox = chain.find(({ kind, type }) => kind === 'outbox' && type === 'OrderCreated');
    expect(outbox?.ref).toMatchObject({
      database: 'order-db',
      table: 'message',
      xid: expect.any(Number),
      lsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
      message: expect.stringMatching(/^[0-9a-f]{16}-[0-9a-f]{16}$/),
    });
    const record = chain.find(({ kind, type }) => kind === 'record' && type === 'OrderCreated');
    expect(record?.ref).toMatchObject({ topic: 'Order', offset: expect.stringMatching(/^\d+$/) });
    expect(record?.ref.message).toBe(outbox?.ref.message);
  });

  test('nothing comes before what caused it', () => {
    for (const { chain } of report.scenarios) {
      // Each process reads the wall clock by itself, which says no more than the millisecond after it was corrected.
      expect(chain.filter(({ sinceCauseMs }) => sinceCauseMs !== null && sinceCauseMs <= -1)).toEqual([]);
    }
  });

  test('every invariant of the system file was checked', () => {
    for (const { invariants } of report.scenarios) {
      expect(invariants).toHaveLength(8);
      for (const { verdict } of invariants) expect(['pass', 'not-applicable']).toContain(verdict);
    }
  });

  test('the other reporters say the same', async () => {
    expect(await read('out.xml')).toMatch(/<testsuites[^>]* failures="0"/);
    expect(await read('out.tap')).toMatch(/^TAP version 1[34]\n/);
    expect(await read('out.tap')).not.toMatch(/^not ok/m);
    const events = (await read('out.jsonl')).trimEnd().split('\n');
    expect(events.map((line) => (JSON.parse(line) as { type: string }).type).at(-1)).toBe('run-finished');
    expect(await read('out.txt')).not.toContain('::error');
    for (const name of names) expect(stdout).toContain(`PASS customers-and-orders/${name}`);
  });
});
