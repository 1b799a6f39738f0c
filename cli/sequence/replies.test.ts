import { expect, test } from 'vitest';
import { chainOf } from '../model/chain.ts';
import { untilRejection } from '../model/testing/checkout.ts';
import { World } from '../model/testing/world.ts';
import { checkout } from '../test/harness/checkout-system.ts';
import { mermaidText } from './mermaid.ts';
import { sequenceOf } from './sequence.ts';
import { sequenceSvg } from './svg/svg.ts';

const { world, request } = untilRejection(new World(checkout));
const drawn = sequenceOf([{ chain: chainOf(world.model(), [request.correlation]) }]);

test('a reply is a dashed arrow back, a refusal says so in words', () => {
  const lines = drawn.rows.flatMap((row) => (row.kind === 'message' ? [`${row.line}: ${row.text}`] : []));
  expect(lines).toContain('solid: command DoPayment to payment-commands');
  expect(lines).toContain('reply: reply OrderCreated (SUCCESS) to CheckoutSaga-consumer');
  expect(lines).toContain('refusal: reply PaymentRefused (FAILURE) to CheckoutSaga-consumer');
  expect(mermaidText(drawn)).toMatch(
    /p\d+-->>p\d+: reply PaymentRefused \(FAILURE\) to CheckoutSaga-consumer/,
  );
  expect(sequenceSvg(drawn, { title: 'checkout' })).toContain('class="seq-message seq-refusal"');
});
