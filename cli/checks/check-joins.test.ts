import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageFolder } from '../lib/package-folder.ts';
import { bundledSystems } from '../systems/bundled.ts';
import { loadSystem } from '../systems/load.ts';
import { loansSystem } from '../test/harness/loans-system.ts';
import { checkJoins } from './check-joins.ts';
import { checkOnce } from './check-once.ts';
import { isBroken } from './check-text.ts';

const ofLoans = (file: Parameters<typeof loansSystem>[0] = {}) =>
  checkJoins(loansSystem(file)).filter(({ name }) => name.includes('loans-db'));

describe('an outbox without a column for its cause', () => {
  test('beside tables that name no request is noted, and told how to mend', () => {
    expect(ofLoans()).toEqual([
      {
        name: 'outbox loans-db.announcements',
        state: 'note',
        detail: expect.stringMatching(/^its rows cannot be joined to requests: /),
        fix: 'add request: or cause: to tables.loans-db.loans, or causation: to messaging.loans-db.mapping.outbox',
      },
    ]);
    expect(isBroken(ofLoans())).toBe(false);
  });

  test('may be meant so where an inbox tells what its rows were sent for', () => {
    const ofCopies = checkJoins(loansSystem()).filter(({ name }) => name.includes('copies-db'));
    expect(ofCopies.map(({ fix }) => fix)).toEqual([
      expect.stringMatching(/; or leave it, if its service is asked nothing$/),
    ]);
  });

  test.each([
    { loans: ', request: { answer: $.loan }' },
    { loans: ', cause: asked_by' },
    { more: ', causation: why' },
    { more: ', correlation: why' },
    { more: ', headers: headers' },
    { record: ', correlation: { header: why }' },
  ])('is well with %o', (file) => {
    expect(ofLoans(file)).toEqual([]);
  });
});

const examples = join(packageFolder, 'examples');
const files = [
  ...bundledSystems().values(),
  ...readdirSync(examples).map((name) => join(examples, name, 'system.yaml')),
];

test.each(files)('%s has none', async (file) => {
  const { system } = await loadSystem(file);
  expect([...checkJoins(system), ...checkOnce(system)]).toEqual([]);
});
