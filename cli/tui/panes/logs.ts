import type { Entries } from '../ledger/entries.ts';
import type { Cell, Pane, PaneRow } from './pane.ts';

type Logged = Entries['log'][number];

/** What services, relays and probes said, all together, in the order in which it was seen. */
export const logs: Pane = {
  id: 'logs',
  title: 'log',
  about: 'structured lines of services and relays, process starts and ends, probes',
  empty: 'nothing said yet',
  columns: [
    { title: 'process', width: 22, drop: 1 },
    { title: 'event', width: 10, drop: 0 },
    { title: '', width: 'rest', drop: 0 },
  ],
  rows: ({ look: { ledger } }) => ({
    length: ledger.entries.log.length,
    row: (index) => rowOf(ledger.entries.log[index]!),
  }),
  summary: ({ look: { ledger } }) => `${ledger.entries.log.length}`,
};

function rowOf(logged: Logged): PaneRow {
  const [process, event, text] = partsOf(logged);
  return {
    id: `${logged.seq}`,
    picks: null,
    hops: [],
    cells: [{ text: process, tone: 'dim' }, event, { text }],
    fields: () => ({ process, event: event.text }),
    detail: () => logged,
  };
}

function partsOf(logged: Logged): [string, Cell, string] {
  if (logged.kind === 'process')
    return [logged.process, { text: logged.state, tone: 'strong' }, logged.detail ?? ''];
  if (logged.kind === 'probe')
    return [
      logged.probe,
      { text: logged.state, tone: logged.state === 'gap' ? 'bad' : 'dim' },
      logged.detail ?? '',
    ];
  const { line, process } = logged;
  switch (line.event) {
    case 'http':
      return [process, { text: 'http' }, `${line.method} ${line.path} -> ${line.status}`];
    case 'published':
      return [process, { text: 'published' }, `${line.type ?? ''} to ${line.topic}/${line.partition}`];
    case 'fault':
      return [process, { text: 'fault', tone: 'bad' }, `${line.do} at ${line.point}`];
    case 'handled':
    case 'duplicate':
    case 'skipped':
    case 'retry':
    case 'parked':
      return [
        process,
        { text: line.event },
        `${line.type ?? ''} by ${line.consumer} ${line.error ?? ''}`.trim(),
      ];
  }
}
