import type { Document } from 'bson';
import { expect, test } from 'vitest';
import { bson } from '../../../../test/harness/bson-literal.ts';
import { Collection } from '../storage/collection.ts';
import { parseIndexSpec } from '../storage/index-spec.ts';
import { StoredDocument } from '../storage/stored-document.ts';
import { findMatching, planFor } from './plan.ts';

function collection(): Collection {
  const things = new Collection({ db: 'd', collection: 'c' });
  things.addIndex(parseIndexSpec(bson({ key: { email: 1 }, unique: true, sparse: true })));
  things.addIndex(parseIndexSpec(bson({ key: { city: 1, tags: 1 } })));
  things.addIndex(parseIndexSpec(bson({ key: { owner: 1 } })));
  for (let n = 0; n < 50; n += 1)
    things.put(
      StoredDocument.of(
        bson({ _id: n, city: `c${n % 5}`, tags: ['x', `t${n % 3}`], owner: n % 2 === 0 ? n : undefined }),
      ),
    );
  return things;
}

test.each<[Document, string]>([
  [{ _id: 7 }, 'id'],
  [{ _id: { $in: [1, 2, 99] }, city: 'c1' }, 'id'],
  [{ $and: [{ _id: 7 }, { n: { $gt: 1 } }] }, 'id'],
  [{ city: 'c1', tags: 't1' }, 'index'],
  [{ owner: 4 }, 'index'],
  [{ owner: null }, 'index'],
  [{ city: 'c1' }, 'scan'],
  [{ email: 'x' }, 'scan'],
  [{ _id: { $gt: 7 } }, 'scan'],
  [{ $or: [{ _id: 7 }] }, 'scan'],
])('%o is found by %s, and finds what a scan finds', (filter, kind) => {
  const things = collection();
  expect(planFor(things, bson(filter)).kind).toBe(kind);
  const found = [...findMatching(things, bson(filter))].map(({ key }) => key).sort();
  const scanned = [...findMatching(things, bson({ $or: [filter] }))].map(({ key }) => key).sort();
  expect(found).toEqual(scanned);
});
