import { describe, expect, test } from 'vitest';
import { chainOf } from '../../model/chain.ts';
import { hopKinds, type Hop } from '../../model/hop.ts';
import { playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { tellHop } from './told-hop.ts';

const { world, correlations } = playOrder(system);
const chain = chainOf(world.model(), correlations);

function hop(kind: Hop['kind'], type: string): Hop {
  return chain.find((each) => each.kind === kind && each.type === type)!;
}

describe('a hop is told with what is real of it', () => {
  test('the outbox row, by message, topic, key, transaction and log position', () => {
    const { ref } = hop('outbox', 'OrderCreated');
    const { sentence, missing, pane } = tellHop(hop('outbox', 'OrderCreated'));
    for (const real of [ref.message, ref.lsn, `transaction ${ref.xid}`, 'topic Order', 'key 17'])
      expect(sentence).toContain(real);
    expect(missing).toMatch(/told nobody/);
    expect(pane).toBe('outbox');
  });

  test('the relay by where it read and where it put it, the record by its place', () => {
    const { lsn, topic, partition, offset } = hop('relay', 'OrderApproved').ref;
    const place = `${topic}/${partition}@${offset}`;
    expect(tellHop(hop('relay', 'OrderApproved')).sentence).toContain(`LSN ${lsn} from the write-ahead log`);
    expect(tellHop(hop('relay', 'OrderApproved')).sentence).toContain(place);
    expect(tellHop(hop('record', 'OrderApproved')).sentence).toContain(
      `at offset ${offset} of partition ${partition} of ${topic}`,
    );
  });

  test('a relay that polls has no log position to tell', () => {
    const { lsn: _, ...ref } = hop('relay', 'OrderCreated').ref;
    const { sentence } = tellHop({ ...hop('relay', 'OrderCreated'), ref });
    expect(sentence).toMatch(/^The relay finds the row in the outbox of order-db/);
  });

  test('who has an inbox notes the id there, and a view keeps it in its document', () => {
    const handled = chain.filter(({ kind }) => kind === 'handled').map((each) => tellHop(each).sentence);
    expect(handled.filter((text) => text.includes('in the inbox'))).toHaveLength(2);
    expect(handled.filter((text) => text.includes('It has no inbox'))).toHaveLength(3);
    const document = chain.find(({ kind }) => kind === 'document')!;
    expect(tellHop(document).sentence).toContain(`id of message ${document.ref.message} in it as a guard`);
  });
});

test('a message that is published once more is told as that', () => {
  const record = hop('record', 'OrderCreated');
  expect(tellHop(record, true).sentence).toMatch(/a second time, Order\/0@0.*id of the same message/);
  expect(tellHop(hop('relay', 'OrderCreated'), true).missing).toMatch(/At least once/);
  expect(tellHop(hop('saga', 'APPROVED'), true)).toEqual(tellHop(hop('saga', 'APPROVED')));
});

test.each(hopKinds)('of a %s both sentences can be said, however little is known of it', (kind) => {
  const bare = { ...chain[0]!, kind, type: 'OrderCreated', label: 'crash at relay', ref: {} };
  const { sentence, missing } = tellHop(bare);
  for (const text of [sentence, missing]) {
    expect(text).toMatch(/^\S.*[.?]$/);
    expect(text).not.toMatch(/undefined|null|\[object| {2}/);
  }
});
