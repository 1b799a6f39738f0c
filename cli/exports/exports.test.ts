import { beforeAll, expect, test } from 'vitest';
import { json } from '../reporters/json.ts';
import { junit } from '../reporters/junit.ts';
import type { MakeReporter } from '../reporters/reporter.ts';
import type { RetoldRun } from '../runs/recording.ts';
import { exports } from './exports.ts';
import { retoldRun } from './testing/retold-runs.ts';

let run: RetoldRun;
beforeAll(async () => {
  run = await retoldRun([{}, { unrelayed: ['OrderApproved'] }]);
});

function reported(reporter: MakeReporter): string {
  let text = '';
  const write = (part: string) => void (text += part);
  reporter({ write, color: false, width: 100, tty: false }).on({ type: 'run-finished', report: run.report });
  return text;
}

const chains = (document: string) =>
  (JSON.parse(document) as { scenarios: { chain: unknown }[] }).scenarios.map(({ chain }) => chain);

test.each(Object.entries(exports))('%s is the same text each time, and ends with a line', (_, of) => {
  expect(of(run)).toBe(of(run));
  expect(of(run).endsWith('\n')).toBe(true);
});

test.each(Object.entries(exports))('%s of a run that came to nothing is a document too', (_, of) => {
  const error = { code: 'interrupted', message: 'The recording ends before the run does.' };
  const nothing = { ...run, scenarios: [], report: { ...run.report, scenarios: [], error } };
  expect(of(nothing)).not.toBe('');
});

test('text is the whole report, scenario by scenario, without colour', () => {
  const text = exports.text(run);
  expect(text).toContain('PASS customers-and-orders/approve');
  expect(text).toContain('FAIL customers-and-orders/approve');
  expect(text).toContain('✗ missing: OrderApproved not relayed');
  expect(text).toContain('embedded broker, not Apache Kafka');
  expect(text).not.toContain('\u001B');
});

test('text tells the attempts at a scenario apart, and that one was run again', () => {
  const [first, second] = run.scenarios.toReversed();
  const attempts = [first!, second!].map((each, index) => ({
    ...each,
    report: { ...each.report, attempt: index + 1 },
  }));
  const text = exports.text({ ...run, scenarios: attempts });
  expect(text).toMatch(/^FAIL customers-and-orders\/approve in .*, run again$/m);
  expect(text).toMatch(/^customers-and-orders\/approve, attempt 2$/m);
  expect(text).toMatch(/^PASS customers-and-orders\/approve, attempt 2 in (?!.*run again)/m);
});

test('text says that the recording is damaged', () => {
  expect(exports.text({ ...run, damage: 'The file was cut off.' })).toContain('The file was cut off.');
});

test('junit is what the reporter writes', () => {
  expect(exports.junit(run)).toBe(reported(junit));
});

test('the chain is the same in the HTML as by --reporter json', () => {
  const [, data] = /<script type="application\/json" id="run">(.*?)<\/script>/s.exec(exports.html(run))!;
  expect(chains(data!)).toEqual(chains(reported(json)));
});

test('several scenarios share one diagram, each under its name and verdict', () => {
  expect(exports.mermaid(run)).toContain('customers-and-orders/approve: pass');
  expect(exports.mermaid(run)).toContain('customers-and-orders/approve: fail');
  expect(exports.svg(run).match(/class="seq-heading"/g)).toHaveLength(2);
});
