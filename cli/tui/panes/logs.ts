import type { Line } from '../../../services/tram/observe/line.ts';
import type { Entries } from '../ledger/entries.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { modelsOf } from '../ledger/watches.ts';
import type { Picked } from '../state/look.ts';
import type { Cell, Pane, PaneRow, Tone } from './pane.ts';
import { ageOf } from './texts.ts';

type Logged = Entries['log'][number];

/** What services, relays and probes said, all together, in the order in which it was seen. */
export const logs: Pane = {
  id: 'logs',
  title: 'log',
  about: 'structured lines of services and relays, process starts and ends, probes and their gaps',
  empty: () => 'what services, relay and probes say appears here',
  columns: [
    { title: 'time', width: 12, drop: 2 },
    { title: 'process', width: 21, drop: 1 },
    { title: 'event', width: 9, drop: 0 },
    { title: 'what', width: 'rest', drop: 0, least: 32 },
    { title: 'took', width: 7, drop: 3, align: 'right' },
  ],
  rows: ({ look: { ledger } }) => ({
    length: ledger.entries.log.length,
    row: (index) => rowOf(ledger, ledger.entries.log[index]!),
  }),
  summary: ({ look: { ledger } }) => `${ledger.entries.log.length}`,
};

interface Said {
  readonly who: string;
  readonly event: Cell;
  readonly text: string;
  readonly ms?: number;
}

function rowOf(ledger: Ledger, logged: Logged): PaneRow {
  const { who, event, text, ms } = saidBy(logged);
  const line = logged.kind === 'line' ? logged.line : undefined;
  return {
    id: `${logged.seq}`,
    picks: line ? pickedBy(ledger, line) : null,
    hops: line ? hopsOf(line) : [],
    cells: [
      { text: new Date(logged.seenMs).toISOString().slice(11, 23), tone: 'dim' },
      { text: who, tone: 'dim' },
      event,
      { text },
      { text: ms === undefined ? '' : ageOf(ms), tone: 'dim' },
    ],
    fields: () => ({
      process: who,
      event: event.text,
      ...(line && 'type' in line && { type: line.type ?? '' }),
    }),
    detail: () => logged,
  };
}

function saidBy(logged: Logged): Said {
  switch (logged.kind) {
    case 'process': {
      const tone = logged.state === 'exited' ? 'bad' : 'strong';
      return { who: logged.process, event: { text: logged.state, tone }, text: logged.detail ?? '' };
    }
    case 'probe': {
      const tone = logged.state === 'gap' ? 'bad' : 'dim';
      return { who: logged.probe, event: { text: logged.state, tone }, text: logged.detail ?? '' };
    }
    case 'line':
      return { who: logged.process, event: eventCell(logged.line), ...wordsOf(logged.line) };
  }
}

const tones: Readonly<Partial<Record<Line['event'], Tone>>> = {
  fault: 'bad',
  parked: 'bad',
  retry: 'unsure',
  duplicate: 'unsure',
  skipped: 'unsure',
};

function eventCell({ event }: Line): Cell {
  return { text: event, tone: tones[event] ?? 'plain' };
}

function wordsOf(line: Line): Pick<Said, 'text' | 'ms'> {
  switch (line.event) {
    case 'http':
      return { text: `${line.method} ${line.path} -> ${line.status}`, ms: line.ms };
    case 'published': {
      const place = `${line.topic}/${line.partition}${line.offset === null ? '' : `@${line.offset}`}`;
      return { text: `${line.type ?? 'message'} to ${place}`, ms: line.ms };
    }
    case 'fault':
      return { text: `${line.do} at ${line.point}, call ${line.call} (injected)` };
    case 'handled':
    case 'duplicate':
    case 'skipped':
    case 'retry':
    case 'parked': {
      const attempt = line.attempt === undefined ? '' : `, attempt ${line.attempt}`;
      const error = line.error === undefined ? '' : `: ${line.error}`;
      return { text: `${line.type ?? 'message'} by ${line.consumer}${attempt}${error}`, ms: line.ms };
    }
    default:
      // A foreign version may write events that are not known here.
      return { text: JSON.stringify(line) };
  }
}

function pickedBy(ledger: Ledger, line: Line): Picked | null {
  const { correlation } = line;
  if (correlation === null || correlation === undefined) return null;
  const models = [...ledger.models.keys()].flatMap((system) => modelsOf(ledger, system));
  for (const { system, messages, exchanges } of models)
    if (messages.byCorrelation.has(correlation) || exchanges.byCorrelation.has(correlation))
      return { system: system.name, correlation, hop: hopsOf(line)[0] ?? null };
  return null;
}

/** Names of the hops that the line is the proof of, as the chain gives them. */
function hopsOf(line: Line): string[] {
  switch (line.event) {
    case 'http':
      return [`http:${line.id}`];
    case 'published':
      return [`relay:${line.message}`];
    case 'handled':
      return [`handled:${line.consumer}/${line.message}`];
    case 'duplicate':
    case 'retry':
    case 'parked':
      return [`${line.event}:${line.consumer}/${line.topic}/${line.partition}/${line.offset}`];
    case 'skipped':
    case 'fault':
      return [];
    default:
      return [];
  }
}
