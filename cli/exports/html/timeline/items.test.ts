import { beforeAll, describe, expect, test } from 'vitest';
import { playOrder } from '../../../model/testing/play.ts';
import { chainOf } from '../../../model/chain.ts';
import type { RecordedScenario } from '../../../runs/recording.ts';
import { customersAndOrders as system } from '../../../test/harness/customers-and-orders.ts';
import { retoldRun } from '../../testing/retold-runs.ts';
import { changedLines } from './changed-lines.ts';
import { itemsOf } from './items.ts';

let scenario: RecordedScenario;
beforeAll(async () => {
  [scenario] = (await retoldRun()).scenarios as [RecordedScenario];
});

const hops = (items: readonly { hops: readonly { id: string }[] }[]) =>
  items.flatMap((item) => item.hops.map(({ id }) => id)).toSorted();

const marked = (document: unknown, before: unknown) =>
  changedLines(document, before)
    .filter(({ changed }) => changed)
    .map(({ text }) => text.trim());

describe('what the panes hold', () => {
  test('every row, record, state and document of the chain is there, under its hop', () => {
    const { outbox, records, sagas, documents } = itemsOf(scenario);
    const ids = (kind: string) =>
      scenario.chain
        .filter((hop) => hop.kind === kind)
        .map(({ id }) => id)
        .toSorted();
    expect(hops(outbox)).toEqual(ids('outbox'));
    expect(hops(records)).toEqual(ids('record'));
    expect(hops(sagas)).toEqual(ids('saga'));
    expect(hops(documents)).toEqual(ids('document'));
  });

  test('a hop is at the moment at which it was seen, and never before its cause was possible', () => {
    const { timeline } = itemsOf(scenario);
    const label = (kind: string, type: string) => {
      const hop = scenario.chain.find((each) => each.kind === kind && each.type === type)!;
      return timeline.moments[timeline.momentOf(hop)]?.label;
    };
    expect(label('http', 'POST')).toBe('answer to POST /customers: 200');
    expect(label('outbox', 'OrderCreated')).toContain('insert orders 17');
    expect(label('relay', 'OrderCreated')).toBe('relay sent OrderCreated to Order');
    expect(label('record', 'OrderCreated')).toBe('OrderCreated on Order/0@0');
    expect(label('handled', 'OrderCreated')).toMatch(/: handled OrderCreated$/);
  });

  test('what other requests did before is not of the scenario, except what a document was', () => {
    const { world, story, customer } = playOrder(system);
    const second = story.placeOrder(customer.id, 5);
    const told = world.told.map(({ observation }) => observation);
    const model = world.model();
    const chain = chainOf(model, [second.request.id]);
    const items = itemsOf({ ...scenario, chain, model, observations: told });
    expect(items.outbox.map(({ key }) => key)).not.toContain('17');
    expect(items.documents[0]).toMatchObject({ at: -1, collection: 'customers', id: '1' });
    expect(items.documents.filter(({ at }) => at < 0)).toHaveLength(1);
    expect(items.documents[1]?.before).toBe(items.documents[0]?.document);
  });

  test('a row that nobody relays waits', async () => {
    const [broken] = (await retoldRun([{ unrelayed: ['OrderCreated'] }])).scenarios;
    const row = itemsOf(broken!).outbox.find(({ type }) => type === 'OrderCreated');
    expect(row?.sentAt).toBeUndefined();
  });
});

describe('the lines of a document', () => {
  test('only what differs is marked, at any depth', () => {
    const before = { name: 'Jane', orders: { 17: { state: 'PENDING', total: 40 } } };
    const after = {
      name: 'Jane',
      orders: { 17: { state: 'APPROVED', total: 40 }, 18: { state: 'PENDING' } },
    };
    expect(marked(after, before)).toEqual(['"state": "APPROVED",', '"18": {', '"state": "PENDING"', '}']);
  });

  test('a value that became an object, a null that was nothing, and a big number', () => {
    expect(marked({ a: { b: 1 } }, { a: 1 })).toEqual(['"a": {', '"b": 1', '}']);
    expect(marked({ a: null }, {})).toEqual(['"a": null']);
    expect(marked({ a: 9223372036854775807n }, { a: 9223372036854775806n })).toEqual([
      '"a": 9223372036854775807',
    ]);
  });

  test('together they are the document', () => {
    const document = { a: [1, { b: [] }], c: {}, __proto__: null };
    const text = changedLines(document, undefined).map((line) => line.text);
    expect(JSON.parse(text.join('\n'))).toEqual({ a: [1, { b: [] }], c: {} });
  });
});
