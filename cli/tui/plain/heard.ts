import type { ScenarioProgress } from '../ledger/progress.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  sentenceOfDocument,
  sentenceOfLogged,
  sentenceOfOutbox,
  sentenceOfRecord,
  sentenceOfRequest,
  sentenceOfSaga,
} from './sentences.ts';

/** How much has been told already. */
export interface Heard {
  readonly requests: number;
  readonly outbox: number;
  readonly records: number;
  readonly log: number;
  /** Of the last observation that was told: sagas and documents that changed later are told again. */
  readonly seq: number;
  /** Lines of each scenario that were told. */
  readonly scenarios: readonly number[];
}

export const nothingHeard: Heard = { requests: 0, outbox: 0, records: 0, log: 0, seq: 0, scenarios: [] };

interface Told {
  readonly seq: number;
  readonly text: string | undefined;
}

/** A sentence for each thing that is new, in the order in which it was seen; then how the scenarios go. */
export function tellNew(
  heard: Heard,
  ledger: Ledger,
): { readonly heard: Heard; readonly lines: readonly string[] } {
  const { requests, outbox, records, log } = ledger.entries;
  const told: Told[] = [
    ...requests.slice(heard.requests).map((each) => ({ seq: each.seq, text: sentenceOfRequest(each) })),
    ...outbox
      .slice(heard.outbox)
      .map((each) => ({ seq: each.observation.seq, text: sentenceOfOutbox(each) })),
    ...records
      .slice(heard.records)
      .map((each) => ({ seq: each.observation.seq, text: sentenceOfRecord(each) })),
    ...log.slice(heard.log).map((each) => ({ seq: each.seq, text: sentenceOfLogged(each) })),
    ...ledger.sagas.sagas
      .filter(({ seq }) => seq > heard.seq)
      .map((each) => ({ seq: each.seq, text: sentenceOfSaga(each) })),
    ...ledger.documents.documents
      .filter(({ seq }) => seq > heard.seq)
      .map((each) => ({ seq: each.seq, text: sentenceOfDocument(each) })),
  ];
  const seen = told.sort((a, b) => a.seq - b.seq).flatMap(({ text }) => text ?? []);
  const progress = ledger.progress.scenarios.map((each) => scenarioLines(each));
  const steps = progress.flatMap((lines, index) => lines.slice(heard.scenarios[index] ?? 0));
  return {
    heard: {
      requests: requests.length,
      outbox: outbox.length,
      records: records.length,
      log: log.length,
      seq: told.at(-1)?.seq ?? heard.seq,
      scenarios: progress.map((lines) => lines.length),
    },
    lines: [...seen, ...steps],
  };
}

/** Grows at its end only: steps come before expectations, and the verdict comes last. */
function scenarioLines({ id, about, steps, expectations, report }: ScenarioProgress): string[] {
  return [
    about === '' ? `Scenario ${id} starts.` : `Scenario ${id} starts: ${about}`,
    ...steps.map(({ name, verdict, error }) => verdictLine('Step', name, verdict, error)),
    ...expectations.map(({ name, verdict, error }) => verdictLine('Expectation', name, verdict, error)),
    ...(report ? [`Scenario ${id}: ${report.verdict}.`] : []),
  ];
}

function verdictLine(kind: string, name: string, verdict: string, error: string | undefined): string {
  return error === undefined ? `${kind} ${name}: ${verdict}.` : `${kind} ${name}: ${verdict}: ${error}`;
}
