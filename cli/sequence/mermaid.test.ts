import fc from 'fast-check';
import mermaid from 'mermaid';
import { describe, expect, test } from 'vitest';
import { chainOf } from '../model/chain.ts';
import { playOrder } from '../model/testing/play.ts';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { mermaidText } from './mermaid.ts';
import { sequenceOf, type Sequence } from './sequence.ts';

interface Parsed {
  readonly actors: readonly string[];
  readonly messages: readonly { readonly from: string; readonly to: string; readonly message: string }[];
}

/** What Mermaid itself understands, with its entity codes decoded as its renderer does. */
async function parse(text: string): Promise<Parsed> {
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const { getActors, getMessages } = db as unknown as {
    getActors: () => Map<string, { description: string }>;
    getMessages: () => Parsed['messages'];
  };
  return {
    actors: [...getActors.call(db).values()].map(({ description }) => decoded(description)),
    messages: getMessages.call(db).map((each) => ({ ...each, message: decoded(each.message) })),
  };
}

function decoded(text: string): string {
  return text.replaceAll(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

describe('the Mermaid text of a chain', () => {
  test('is a diagram to Mermaid, with everybody who takes part and a message a hop or commit', async () => {
    const { world, correlations } = playOrder(system);
    const sequence = sequenceOf([{ chain: chainOf(world.model(), correlations) }]);
    const { actors, messages } = await parse(mermaidText(sequence));
    expect(actors).toHaveLength(sequence.participants.length);
    expect(messages).toHaveLength(sequence.rows.length);
    expect(messages.map(({ message }) => message)).toEqual(expect.arrayContaining(['POST /orders -> 200']));
    await expect(mermaidText(sequence)).toMatchFileSnapshot('./testdata/approved.mmd');
  });

  test('takes any text for what it is, whatever it would mean to Mermaid', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('a', 's', ' ', 'end', '->', ':', '#', ';', '%', '{', 'wrap', '"') }),
      fc.constantFrom(
        'end',
        'x; participant evil',
        '# comment',
        'style a:#b;',
        'classDef x:#1;',
        '%%{init: {}}%%',
        '%% hidden',
        '```',
        ':wrap: x',
        '<script>alert(1)</script>',
        'a\nb\r\nNote over p0: forged',
        '#59;',
        'title: x',
        '$$x$$',
        '"quoted" \'single\' `tick`',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(nasty, { minLength: 8, maxLength: 8 }), async (texts) => {
        const { actors, messages } = await parse(mermaidText(hostile(...texts)));
        expect(actors).toHaveLength(texts.length + 1);
        expect(messages.map(({ from, to }) => `${from}>${to}`)).toEqual(
          texts.flatMap((_, index) => [
            `p0>p${index + 1}`,
            `p${index + 1}>p${index + 1}`,
            `p0>p${texts.length}`,
          ]),
        );
      }),
      { numRuns: 10 },
    );
  }, 30_000);

  test('says what it says, signs and all', async () => {
    const text = `50% "of" #1; <b> {x} [y] \\ | & end`;
    const { messages } = await parse(mermaidText(hostile(text)));
    expect(messages[0]?.message).toBe(text);
  });

  test('stays within what Mermaid draws, and counts what it left out', async () => {
    const { participants, rows } = hostile('x'.repeat(100));
    const long = { participants, rows: Array.from({ length: 900 }, () => rows[0]!) };
    const text = mermaidText(long);
    expect(text.length).toBeLessThan(50_000);
    const { messages } = await parse(text);
    expect(messages.at(-1)?.message).toBe(`… ${901 - messages.length} more are left out here`);
  });

  test('of nothing is a diagram too', async () => {
    expect((await parse(mermaidText(sequenceOf([])))).actors).toEqual(['nobody']);
  });
});

/** Each text as a participant, a message to it, a note over it and a heading. */
function hostile(...texts: readonly string[]): Sequence {
  return {
    participants: [
      { role: 'client', name: 'client' },
      ...texts.map((name) => ({ role: 'topic' as const, name })),
    ],
    rows: texts.flatMap((text, index) => [
      { kind: 'message', from: 0, to: index + 1, line: 'solid', text, hops: [] },
      { kind: 'note', over: index + 1, tone: 'missing', text, hops: [] },
      { kind: 'heading', text },
    ]),
  };
}
