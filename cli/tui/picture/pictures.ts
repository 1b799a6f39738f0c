import type { Recording } from '../../runs/recording.ts';
import { retell } from '../../runs/retell.ts';
import type { shippedRuns } from '../../runs/shipped-names.ts';
import type { Key } from '../keys/key.ts';
import type { Size } from '../layout/layout.ts';
import { createLedger, foldMoment } from '../ledger/ledger.ts';
import { lessonPlan } from '../lesson/lesson-plan.ts';
import { screenOf } from '../screen/screen.ts';
import type { Look } from '../state/look.ts';
import { initialState } from '../state/state.ts';
import { update } from '../state/update.ts';
import { screenSvg } from './screen-svg.ts';

/** A picture of the screen in docs/screens, drawn from a shipped recording. */
export interface Picture {
  readonly file: string;
  readonly run: (typeof shippedRuns)[number];
  /** Of the terminal, whose last row the screen leaves free. */
  readonly size: Size;
  /** The lesson's first stop whose sentence says it; without it the end of the recording, and no lesson. */
  readonly lessonAt?: string;
  /** Pressed one after another. */
  readonly keys: readonly Key[];
  readonly title: string;
  readonly about: string;
}

/** A new picture is an entry here; `npm run docs:screens` draws them. */
export const pictures: readonly Picture[] = [
  {
    file: 'dashboard.svg',
    run: 'approve',
    size: { columns: 160, rows: 45 },
    keys: ['3', 'g', 'j'],
    title: 'The dashboard of saga-lab on a terminal of 160 columns and 45 rows',
    about:
      'Outbox, topics, sagas and a document side by side, the causal chain below them. A row of the outbox is chosen, and all that led to it and came of it is lit up in every pane.',
  },
  {
    file: 'dashboard-80x24.svg',
    run: 'approve',
    size: { columns: 80, rows: 24 },
    keys: ['4', 'g', 'j'],
    title: 'The dashboard of saga-lab on a terminal of 80 columns and 24 rows',
    about:
      'One pane, the topics, with the names of the others above it, and the chain of the chosen record in three lines below it.',
  },
  {
    file: 'lesson-crash.svg',
    run: 'crash-between-commit-and-publish',
    size: { columns: 120, rows: 32 },
    lessonAt: 'the fault that the scenario declares strikes',
    keys: [],
    title: 'A lesson of saga-lab: the relay is killed between commit and publish',
    about:
      'Four panes, two by two, and a box below them that says what happens. The row OrderCreated waits in the outbox, and the chain shows the injected crash below it.',
  },
];

export function drawPicture(picture: Picture, recording: Recording): string {
  const look = lookAt(picture, recording);
  const { columns, rows } = picture.size;
  let state = initialState({ columns, rows: rows - 1 }, 'dark');
  for (const key of picture.keys) ({ state } = update(state, { kind: 'key', key }, look));
  return screenSvg(screenOf(state, look), 'dark', picture);
}

function lookAt({ lessonAt }: Picture, recording: Recording): Look {
  const { header, entries } = recording;
  const stop =
    lessonAt === undefined
      ? undefined
      : lessonPlan(recording, retell(recording).scenarios).find(({ lesson }) =>
          lesson.sentence.includes(lessonAt),
        );
  const ledger = createLedger(header.systems, header.linesObservable);
  for (const entry of entries.slice(0, stop?.at)) foldMoment(ledger, entry);
  return {
    ledger,
    total: entries.length,
    spooled: 0,
    nowMs: ledger.seenMs,
    session: {
      source: 'recording',
      systems: header.systems.map(({ name }) => name),
      label: header.label,
      lab: header.lab,
      state: 'recorded',
      detail: header.id,
      ...(stop && { lesson: stop.lesson }),
    },
  };
}
