import { expect, test } from 'vitest';
import { playOrder } from '../../../model/testing/play.ts';
import { customersAndOrders as system } from '../../../test/harness/customers-and-orders.ts';
import { paneOf } from '../../panes/panes.ts';
import { litBy } from '../lit.ts';
import { viewOf } from '../rows.ts';
import { lookOf } from '../testing/look.ts';
import { detailText } from '../testing/detail-text.ts';
import { User } from '../testing/user.ts';

const { world, order } = playOrder(system);
const look = lookOf(system, world.told);

test('of a state of a saga it tells what that changed, of a row what is not as it was before', () => {
  const saga = new User(look).press('2', 'G', 'enter');
  const lines = detailText(saga);
  expect(lines.slice(lines.indexOf('what it changed') + 1).slice(0, 2)).toEqual([
    expect.stringMatching(/^ {2}PENDING -> APPROVED \(order-db xid \d+ lsn 0\/[0-9A-F]+\)$/),
    '    ~ orders 17: state PENDING -> APPROVED',
  ]);
  const row = detailText(saga.press('u'));
  expect(row.slice(row.indexOf('what it changed') + 1).slice(0, 5)).toEqual([
    '  compared with the row before',
    '      id 17',
    '      customer_id 1',
    '      order_total 40.00',
    '    ~ state PENDING -> APPROVED',
  ]);
});

test('clocks that can not agree are told in the frame of the chain and in the detail view, others not', () => {
  expect(detailText(new User(look).press('6', 'g', 'enter')).join('\n')).not.toContain('clock of');
  const ahead = world.told.map(({ source, observation }) =>
    source === 'wal order-db'
      ? { source, observation: { ...observation, sourceMs: observation.sourceMs! + 3_000 } }
      : { source, observation },
  );
  const user = new User(lookOf(system, ahead)).press('6', 'g');
  const said = /the clock of order-db is [23]\.\d( to 3\.\d)? s ahead of the lab's/;
  expect(paneOf('chain').summary(viewOf(user.state, user.look))).toMatch(said);
  expect(detailText(user.press('enter')).join('\n')).toMatch(said);
});

test('it opens where it begins to tell what was changed', () => {
  const user = new User(look, { columns: 80, rows: 23 }).press('2', 'g', 'enter');
  const { mode } = user.state;
  expect(mode.kind === 'detail' && detailText(user)[mode.line]).toMatch(/^ {2}PENDING \(order-db xid/);
});

test('of a saga it tells all its states; of a document its last change, and no earlier one', () => {
  const states = detailText(new User(look).press('2', 'g', 'enter')).filter((line) =>
    line.includes('(order-db xid'),
  );
  expect(states).toHaveLength(2);
  const orderAfter = (event: string) => {
    const user = new User(look).press('6');
    const { chain } = litBy(look, { system: system.name, correlation: order.request.id, hop: null });
    const index = chain.findIndex(({ label }) => label === `orders 17: ${event} applied`);
    return detailText(user.press('g', ...Array.from({ length: index }, () => 'j'), 'enter'));
  };
  expect(orderAfter('OrderApproved')).toContain('    ~ state: "APPROVED"');
  expect(orderAfter('OrderCreated')).toContain(
    '  it has changed again since, and what it was before is not kept',
  );
});
