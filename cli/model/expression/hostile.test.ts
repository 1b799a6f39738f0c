import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Budget } from './budget.ts';
import { compile } from './compile.ts';
import { ExpressionError } from './expression-error.ts';
import type { Sources } from './sources.ts';
import { toValue } from './value.ts';

// None of these may hang or fill the memory: without a count of steps each takes from minutes to the end of days.

const messages = Array.from({ length: 1_000 }, (_, id) => toValue({ id, text: 'x'.repeat(10_000) }));
const sources: Sources = { messages, sagas: [], requests: [], touched: () => messages, rows: () => messages };

function outcome(text: string): {
  readonly value?: unknown;
  readonly error?: Error;
  readonly isSpent: boolean;
} {
  const budget = new Budget();
  try {
    return {
      value: compile(text, { hasSelf: false }).evaluate({ sources, budget }),
      isSpent: budget.isSpent,
    };
  } catch (error) {
    return { error: error as Error, isSpent: budget.isSpent };
  }
}

/** `cel.bind(x1, <next of x0>, cel.bind(x2, <next of x1>, ...))`: what doubles each time. */
function doubling(first: string, next: (x: string) => string, last: (x: string) => string): string {
  const times = 16;
  let text = last(`x${times}`);
  for (let i = times; i > 0; i -= 1) text = `cel.bind(x${i}, ${next(`x${i - 1}`)}, ${text})`;
  return `cel.bind(x0, ${first}, ${text})`;
}

/** One list within which each holds another twice: as a tree it has 2^15 leaves. */
const nested = `[[1]]${'.map(a, [a, a])'.repeat(15)}`;

test.each([
  'messages.all(a, messages.all(b, messages.all(c, messages.all(d, a.id + b.id + c.id + d.id >= 0))))',
  'messages.map(a, messages.map(b, messages.map(c, a.id + b.id))).size() > 0',
  'messages.exists(a, messages.exists(b, messages.exists(c, a.nope)))',
  'messages.filter(a, messages.exists(b, messages.exists(c, c.id == -1))).size() == 0 || true',
  'messages.all(a, messages.all(b, a.text == b.text))',
  'messages.all(a, messages.all(b, size(a.text) == 10000))',
  'messages.all(a, messages.all(b, a.text.upperAscii() != ""))',
  'messages.all(a, !a.text.contains(a.text + "y"))',
  'messages.all(a, messages.all(b, duration("1h") < duration("2h")))',
  'messages.all(a, messages.all(b, messages.map(c, c.id).sum() >= 0))',
  'cel.bind(l, messages.map(c, c.id), messages.all(a, messages.all(b, l.sum() >= 0)))',
  'cel.bind(l, messages.map(c, c.id), messages.all(a, messages.all(b, 5 in l)))',
  'cel.bind(l, messages.map(c, c.id), messages.all(a, messages.all(b, (l + l).size() > 0)))',
  `messages.all(m, ${nested} == ${nested})`,
  `messages.all(a, ${doubling(
    '"xx"',
    (x) => `${x} + ${x}`,
    (x) => `${x}.size() > 0`,
  )})`,
  `messages.all(a, ${doubling(
    'b"xx"',
    (x) => `${x} + ${x}`,
    (x) => `size(${x}) > 0`,
  )})`,
])('it ends when it has taken too many steps: %s', (text) => {
  expect(outcome(text)).toMatchObject({ isSpent: true });
});

test.each([
  'messages.all(a, a.text.matches("(x+)+y"))',
  '"x".split("").join(messages[0].text) == ""',
  doubling(
    '[1]',
    (x) => `{${x}: ${x}}`,
    (x) => `${x} == ${x}`,
  ),
  `${'('.repeat(500)}true${')'.repeat(500)}`,
  `messages${'[0]'.repeat(900)} == 1`,
  `true${'||true'.repeat(520)}`,
  '-'.repeat(3_000),
  `"${'x'.repeat(5_000)}" == ""`,
])('it is refused before it is evaluated: %s', (text) => {
  expect(outcome(text).error).toBeInstanceOf(ExpressionError);
});

test('numbers do not grow without end', () => {
  const squares = doubling(
    'decimal("1234567890")',
    (x) => `${x} * ${x}`,
    (x) => `${x} > 0`,
  );
  expect(outcome(squares).error?.message).toBe('a number of more than 400 digits');
});

const { expression } = fc.letrec<{ list: string; expression: string; truth: string }>((tie) => ({
  list: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('messages', '[1, 2]', 'touched("a", "b")', 'rows("a", "b", {"id": 1})'),
    fc.tuple(tie('list'), tie('expression')).map(([list, each]) => `${list}.map(m, ${each})`),
    fc.tuple(tie('list'), tie('truth')).map(([list, each]) => `${list}.filter(m, ${each})`),
    fc.tuple(tie('list'), tie('list')).map(([left, right]) => `(${left} + ${right})`),
  ),
  truth: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('true', 'false', 'm.id > 3', 'm.nope'),
    fc.tuple(tie('list'), tie('truth')).map(([list, each]) => `${list}.all(m, ${each})`),
    fc.tuple(tie('list'), tie('truth')).map(([list, each]) => `${list}.exists(m, ${each})`),
    fc.tuple(tie('expression'), tie('expression')).map(([left, right]) => `${left} == ${right}`),
    fc.tuple(tie('truth'), tie('truth')).map(([left, right]) => `(${left} || ${right})`),
    fc.tuple(tie('expression'), tie('list')).map(([left, right]) => `${left} in ${right}`),
  ),
  expression: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('1', '"a"', 'm', 'm.text', 'm.id'),
    tie('truth'),
    tie('list'),
    tie('list').map((list) => `sum(${list})`),
    fc.tuple(tie('list'), tie('expression')).map(([list, within]) => `cel.bind(m, ${list}, ${within})`),
  ),
}));

test('whatever is nested in whatever, it comes to an end', () => {
  fc.assert(
    fc.property(expression, (text) => {
      const { value, error } = outcome(`cel.bind(m, messages[0], ${text})`);
      expect(error !== undefined || value !== undefined).toBe(true);
    }),
    { numRuns: 50 },
  );
});
