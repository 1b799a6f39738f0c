import { parse } from 'lossless-json';
import mermaid from 'mermaid';
import { describe, expect, test } from 'vitest';
import { reportSchema } from '../scenario/report-schema.ts';
import { dot } from './dot.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import { list } from './list/list.ts';
import { tap } from './tap.ts';
import { broken, eventsOf, report, retried } from './testing/reports.ts';
import { written } from './testing/written.ts';

describe('dot', () => {
  test('one sign a scenario, then what went wrong', async () => {
    await expect(written(dot, report)).toMatchFileSnapshot('./testdata/dot.txt');
  });
});

describe('json', () => {
  test('is one document, as its schema says, with every digit of a 64-bit id', () => {
    const text = written(json, report);
    expect(text).toContain('"id": 9223372036854775807');
    expect(reportSchema.safeParse(parse(text, undefined, Number)).error).toBeUndefined();
  });

  test('is printed too when the run came to nothing, with the error', () => {
    expect(reportSchema.parse(JSON.parse(written(json, broken)))).toMatchObject({ error: { code: 'stack' } });
  });
});

describe('jsonl', () => {
  test('is one line an event, each with its version', () => {
    const lines = written(jsonl, report).trimEnd().split('\n');
    const read = lines.map((line) => parse(line) as { v: unknown; type: string });
    expect(read.map(({ type }) => type)).toEqual(eventsOf(report).map(({ type }) => type));
    expect(read.every(({ v }) => String(v) === '1')).toBe(true);
  });
});

describe('tap', () => {
  test('a point a scenario, its checks as a subtest', async () => {
    await expect(written(tap, report)).toMatchFileSnapshot('./testdata/tap.txt');
  });

  test('a run that came to nothing bails out', () => {
    expect(written(tap, broken)).toBe('TAP version 14\nBail out! PostgreSQL did not start: no space left\n');
  });
});

test('a scenario that is repeated says which time it was', () => {
  const again = { ...report, scenarios: report.scenarios.map((each) => ({ ...each, repetition: 2 })) };
  const title = `${report.scenarios[0]!.system}/${report.scenarios[0]!.name} (2)`;
  for (const reporter of [tap, junit, list]) expect(written(reporter, again)).toContain(title);
  expect(reportSchema.safeParse(parse(written(json, again), undefined, Number)).error).toBeUndefined();
});

const casesIn = (xml: string) => Number(/<testsuites [^>]*tests="(\d+)"/.exec(xml)?.[1]);

describe('a scenario that the stack cannot run', () => {
  const why = 'kafka of the external stack cannot be stopped #1';
  const run = { ...report, skipped: [{ system: 'customers-and-orders', name: 'broker-down', why }] };

  test('is a point of TAP that is skipped, and counted', () => {
    const text = written(tap, run);
    expect(text).toContain(
      `ok ${report.scenarios.length + 1} - customers-and-orders/broker-down # SKIP kafka of the external stack cannot be stopped \\#1\n`,
    );
    expect(text).toMatch(new RegExp(`\n1\\.\\.${report.scenarios.length + 1}\n$`));
  });

  test('is a skipped case of JUnit, in a suite of its own', () => {
    const xml = written(junit, run);
    expect(xml).toContain(
      '<testsuite name="customers-and-orders/broker-down" tests="1" failures="0" errors="0" skipped="1" time="0.000">',
    );
    expect(xml).toContain(
      `classname="customers-and-orders.broker-down" time="0.000"><skipped message="${why}"/>`,
    );
    expect(casesIn(xml)).toBe(casesIn(written(junit, report)) + 1);
  });
});

describe('a run in which scenarios were run again', () => {
  const all = { dot, github, junit, tap };

  test.each(['dot.txt', 'github.txt', 'junit.xml', 'tap.txt'])('%s', async (file) => {
    const reporter = all[file.split('.')[0] as keyof typeof all];
    await expect(written(reporter, retried)).toMatchFileSnapshot(`./testdata/retried-${file}`);
  });

  test.each(Object.entries({ dot, list }))('%s says in its last line how many were flaky', (_, reporter) => {
    expect(written(reporter, retried).trimEnd().split('\n').at(-1)).toContain(
      '3 scenarios: 1 passed, 1 flaky, 1 failed',
    );
  });

  test('tap counts scenarios, not attempts', () => {
    expect(written(tap, retried).match(/^(?:not )?ok /gm)).toHaveLength(3);
    expect(written(tap, retried)).toMatch(/\n1\.\.3\n$/);
  });

  test('list tells each attempt, and that it is not the last word', () => {
    const text = written(list, retried);
    expect(text).toMatch(/^INCONCLUSIVE customers-and-orders\/cancel in 20 ms, run again$/m);
    expect(text).toMatch(/^FAIL customers-and-orders\/cancel, attempt 2 in 5\.3 s$/m);
    expect(text).toMatch(/^PASS customers-and-orders\/credit-exceeded, attempt 2 in 143 ms, flaky$/m);
  });

  test('json has the attempts before, as its schema says', () => {
    const text = written(json, retried);
    expect(reportSchema.safeParse(parse(text, undefined, Number)).error).toBeUndefined();
    expect(text.match(/"flaky": true/g)).toHaveLength(1);
  });

  test('the summary in Markdown says why it was flaky', () => {
    let summary = '';
    written(github, retried, { summary: (text) => (summary += text) });
    expect(summary).toMatch(
      /credit-exceeded \| flaky: passed at attempt 2 \| 143 ms \| attempt 1: events OrderCreated, OrderRejected: /,
    );
  });
});

describe('junit', () => {
  test('a suite a scenario, a case a check', async () => {
    await expect(written(junit, report)).toMatchFileSnapshot('./testdata/junit.xml');
  });

  test.each([report, broken, retried])('is well-formed XML 1.0, whatever the texts hold', (run) => {
    const xml = written(junit, run);
    expect(xml).toMatch(/^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u);
    expect(openElements(xml)).toEqual([]);
  });
});

describe('github', () => {
  test('an annotation for each finding', async () => {
    await expect(written(github, report)).toMatchFileSnapshot('./testdata/github.txt');
  });

  test('a summary in Markdown where there is a place for it', () => {
    let summary = '';
    written(github, report, { summary: (text) => (summary += text) });
    expect(summary).toContain('| customers-and-orders/approve | pass | 143 ms |  |');
    expect(summary).toContain('3 scenarios: 1 passed, 1 failed, 1 inconclusive on the embedded stack');
  });

  test('with a diagram of each scenario that did not pass, which Mermaid itself reads', async () => {
    const [passed, failed] = report.scenarios;
    let summary = '';
    const hostile = { ...failed!, name: '``` </details>', verdict: 'fail' as const, chain: passed!.chain };
    written(github, { ...report, scenarios: [passed!, hostile] }, { summary: (text) => (summary += text) });
    const diagrams = [...summary.matchAll(/^```mermaid\n(.*?)^```$/gms)];
    expect(diagrams).toHaveLength(1);
    expect(summary.match(/<\/details>/g)).toHaveLength(1);
    await expect(mermaid.parse(diagrams[0]![1]!)).resolves.toMatchObject({ diagramType: 'sequence' });
  });

  test('of many that did not pass the first diagrams, and how many more there are', () => {
    const [passed] = report.scenarios;
    const failed = { ...passed!, verdict: 'fail' as const };
    let summary = '';
    const scenarios = Array.from({ length: 12 }, () => failed);
    written(github, { ...report, scenarios }, { summary: (text) => (summary += text) });
    expect(summary.match(/```mermaid/g)).toHaveLength(10);
    expect(summary).toContain('Diagrams of 2 more are left out.');
  });
});

/** Elements left open, by a reader that is stricter than the writer needs: it throws on anything else it finds. */
function openElements(xml: string): string[] {
  const open: string[] = [];
  const token =
    /<\?xml [^<>]*\?>|<(\/?)([A-Za-z-]+)((?:\s+[a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)\s*(\/?)>|[^<>&]+|&(?:amp|lt|gt|quot);/gy;
  for (let at = 0; at < xml.length; at = token.lastIndex) {
    const match = token.exec(xml);
    if (match === null) throw new Error(`not well-formed at: ${xml.slice(at, at + 60)}`);
    const [, closing, name, , alone] = match;
    if (name === undefined || alone === '/') continue;
    if (closing === '') open.push(name);
    else if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
  }
  return open;
}
