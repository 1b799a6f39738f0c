import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InvariantResult } from '../../model/verdict.ts';
import { columns } from '../text/fit.ts';
import { broken, report } from '../testing/reports.ts';
import { written } from '../testing/written.ts';
import { list } from './list.ts';

describe('the list reporter', () => {
  test.each([80, 120])('at %i columns', async (width) => {
    await expect(written(list, report, { width })).toMatchFileSnapshot(`./testdata/list-${width}.txt`);
  });

  test('in colour says the same as without', () => {
    const colored = written(list, report, { color: true });
    expect(colored).toContain('\u001B[32m');
    expect(stripVTControlCharacters(colored)).toBe(written(list, report));
  });

  test('never wraps, however narrow the terminal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 72, max: 200 }), (width) => {
        const widest = Math.max(...written(list, report, { width }).split('\n').map(columns));
        expect(widest).toBeLessThanOrEqual(width);
      }),
    );
  });

  describe('says what the marks mean that it shows', () => {
    const [passed] = report.scenarios;
    if (passed === undefined) throw new TypeError('the fixed report has scenarios');
    const legendOf = (...verdicts: readonly InvariantResult['verdict'][]) => {
      const invariants = verdicts.map((verdict, index) => ({ name: `sum ${index}`, verdict }));
      return written(list, { ...report, scenarios: [{ ...passed, invariants }] }, { width: 160 })
        .split('\n')
        .find((line) => line.startsWith('» http'));
    };

    test.each<[string, readonly InvariantResult['verdict'][], RegExp]>([
      ['none', ['pass', 'fail'], /[a-z]$/],
      ['-', ['pass', 'not-applicable', 'not-applicable'], /[a-z] {2}- not applicable here$/],
      ['?', ['inconclusive'], /[a-z] {2}\? could not be judged$/],
      ['both', ['inconclusive', 'not-applicable'], / {2}- not applicable here {2}\? could not be judged$/],
    ])('%s', (_, verdicts, expected) => {
      expect(legendOf(...verdicts)).toMatch(expected);
    });

    test('and no others', () => {
      expect(legendOf('pass')).not.toMatch(/applicable|judged/);
    });
  });

  test('says how the stack is called, once', () => {
    expect(written(list, report).match(/embedded broker, not Apache Kafka/g)).toHaveLength(1);
  });

  test('says what was not seen', () => {
    const note = 'the probe views order-history-db polls: what documents were in between is not seen';
    expect(written(list, { ...report, notes: [note] }, { width: 100 })).toContain(`${note}\n`);
  });

  test('a run that came to nothing is not summed up: its error is on stderr', () => {
    expect(written(list, broken)).toBe('');
  });
});
