import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exports } from '../../exports/exports.ts';
import type { RunReport } from '../../scenario/report.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

let lab: CliHome;
let live: RunReport;
beforeAll(async () => {
  lab = await cliHome();
  const reporters = ['json=live.json', 'html=live.html'].flatMap((each) => ['--reporter', each]);
  await lab.cli('run', 'approve', 'credit-exceeded', '--record-to', 'two.sagarun', ...reporters);
  live = JSON.parse(await read('live.json')) as RunReport;
});
afterAll(() => lab.remove());

const read = (file: string) => readFile(join(lab.folder, file), 'utf8');
const chainsOf = ({ scenarios }: Pick<RunReport, 'scenarios'>) => scenarios.map(({ chain }) => chain);

/** What a page holds as data. */
function embedded(html: string): Pick<RunReport, 'scenarios'> {
  const [, json] = /<script type="application\/json" id="run">(.*?)<\/script>/s.exec(html)!;
  return JSON.parse(json!) as RunReport;
}

test('the chain is the same by --reporter json, from the recording, and in the HTML of both', async () => {
  expect(live.verdict).toBe('pass');
  const chains = chainsOf(live);
  expect(Math.min(...chains.map(({ length }) => length))).toBeGreaterThan(10);
  const inspected = await lab.cli('inspect', 'two.sagarun', '--json');
  expect(chainsOf(JSON.parse(inspected.stdout) as RunReport)).toEqual(chains);
  expect(chainsOf(embedded(await read('live.html')))).toEqual(chains);
  await lab.cli('export', 'two.sagarun', '--format', 'html', '--output', 'made/later.html');
  expect(chainsOf(embedded(await read('made/later.html')))).toEqual(chains);
});

test.each(Object.keys(exports))('export --format %s prints a document', async (format) => {
  const { code, stdout, stderr } = await lab.cli('export', 'two.sagarun', '--format', format);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('OrderCreated');
});

test('the HTML is written without a recording too, and when nothing could run', async () => {
  await lab.cli('run', 'approve', '--record', 'never', '--reporter', 'html=never.html', '--quiet');
  expect(embedded(await read('never.html')).scenarios[0]?.chain.length).toBeGreaterThan(10);
  const { code } = await lab.cli('run', 'no-such', '--reporter', 'html=none.html');
  expect(code).toBe(2);
  expect(await read('none.html')).toContain('usage: ');
});

test('a wrong format is told with what there is, an output that cannot be written with why', async () => {
  expect(await lab.cli('export', 'two.sagarun', '--format', 'pdf')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no format "pdf"; there is "mermaid", "svg", "html"'),
  });
  const failed = await lab.cli('export', 'two.sagarun', '--format', 'csv', '--output', 'two.sagarun/x.csv');
  expect(failed.code).toBe(2);
  expect(failed.stderr).toContain('--output two.sagarun/x.csv: cannot write there');
  expect((await lab.cli('export', 'two.sagarun')).code).toBe(2);
});
