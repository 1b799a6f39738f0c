import type { InvariantResult } from '../../../model/verdict.ts';
import { jsonText } from '../../../reporters/text/json-text.ts';
import { duration } from '../../../reporters/text/time.ts';
import type { ScenarioReport } from '../../../scenario/report.ts';
import { markup, type Markup } from '../markup.ts';
import { cut } from './cut.ts';

type AnyVerdict = InvariantResult['verdict'];

const looks = {
  pass: { sign: '✔', word: 'pass' },
  fail: { sign: '✗', word: 'fail' },
  inconclusive: { sign: '?', word: 'inconclusive' },
  'not-applicable': { sign: '-', word: 'not applicable' },
} as const satisfies Record<AnyVerdict, { sign: string; word: string }>;

/** Sign and word: a colour only repeats them. */
export function verdictMark(verdict: AnyVerdict): Markup {
  const { sign, word } = looks[verdict];
  return markup`<span class="verdict ${verdict}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}

/** What was done, expected and required, with what speaks against it. */
export function checksOf({ steps, expectations, invariants }: ScenarioReport): Markup {
  return markup`<div class="checks">
    ${checkList(
      'Steps',
      steps.map((each) => ({ ...each, notes: [each.error] })),
    )}
    ${checkList(
      'Expectations',
      expectations.map(({ lastSeen, ...each }) => ({ ...each, notes: [each.error, seenText(lastSeen)] })),
    )}
    ${checkList(
      'Invariants',
      invariants.map((each) => ({ ...each, notes: each.proof ?? [] })),
    )}
  </div>`;
}

interface Check {
  readonly name: string;
  readonly verdict: AnyVerdict;
  readonly ms?: number;
  readonly notes: readonly (string | undefined)[];
}

function checkList(title: string, checks: readonly Check[]): Markup {
  if (checks.length === 0) return markup``;
  const items = checks.map(({ name, verdict, ms, notes }) => {
    const told = notes.filter((note) => note !== undefined && note !== '');
    const time = ms === undefined ? undefined : markup` <span class="dim">${duration(ms)}</span>`;
    const proof = told.map((note) => markup`<li>${cut(note ?? '')}</li>`);
    return markup`<li>
      ${verdictMark(verdict)} ${name}${time}
      ${proof.length === 0 ? undefined : markup`<ul class="proof">${proof}</ul>`}
    </li>`;
  });
  return markup`<section><h3>${title}</h3><ul>${items}</ul></section>`;
}

function seenText(lastSeen: unknown): string | undefined {
  if (lastSeen === undefined) return undefined;
  return `last seen: ${typeof lastSeen === 'string' ? lastSeen : jsonText(lastSeen)}`;
}
