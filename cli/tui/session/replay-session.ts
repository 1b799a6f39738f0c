import { toError } from '../../lib/errors.ts';
import type { Recording } from '../../runs/recording.ts';
import type { Moment } from '../ledger/ledger.ts';
import type { Effect, ExportEffect, Outcome } from '../state/effect.ts';
import type { SessionInfo } from '../state/look.ts';
import { PartLedger } from './folding.ts';
import { Listeners } from './listeners.ts';
import { createPlayer } from './player.ts';
import type { Session } from './session.ts';
import { createSpool } from './spool.ts';
import { Moments } from './moments.ts';
import { momentOfRecord } from '../ledger/entries.ts';
import { momentsOfPicked } from './moments-of-picked.ts';
import { Scrubber } from './scrubber.ts';

/** A recording on the same screen, with no stack at all: it plays, stands still, and goes to any moment. */
export function openRecording(
  { header, entries, damage }: Recording,
  exportRun?: (asked: ExportEffect) => Promise<Outcome>,
): Session {
  const news = new Listeners<[Outcome]>();
  const changes = new Listeners();
  const changed = changes.tell;
  const failed = (thrown: unknown) => news.tell({ ok: false, text: toError(thrown).message });
  // A recording that was opened is in memory anyway: nothing is let go of.
  const moments = new Moments(createSpool());
  for (const entry of entries) moments.append(entry);
  const { systems, linesObservable, label, lab, id } = header;
  const scrubber = new Scrubber({ systems, linesObservable, moments, window: entries.length + 1 });
  // Where a chain goes on is known from all of the recording, also while its beginning is shown.
  const whole = new PartLedger({ systems, linesObservable }, 0);
  let isClosed = false;
  const isOver = () => isClosed;
  whole.advance(moments, () => entries.length, isOver).catch(failed);
  const player = createPlayer({
    at: () => scrubber.ledger.folded,
    total: entries.length,
    msBetween: (before, after) => seenMsOf(entries[after]) - seenMsOf(entries[before]),
    async show(at) {
      await scrubber.seek(at);
      changed();
    },
    failed,
  });
  const info: SessionInfo = {
    source: 'recording',
    systems: systems.map(({ name }) => name),
    label: damage === undefined ? label : `${label} · ${damage}`,
    lab,
    state: 'recorded',
    detail: id,
  };

  let seeking: Promise<unknown> = Promise.resolve();
  let wish = 0;

  /** From where it was sought last; of several wishes the last has the say. */
  async function playFrom(speed: number | null): Promise<void> {
    wish += 1;
    const mine = wish;
    await seeking;
    if (mine === wish) player.play(speed);
  }

  async function perform(effect: Effect): Promise<Outcome | undefined> {
    switch (effect.kind) {
      case 'seek':
        wish += 1;
        player.stop();
        seeking = scrubber.seek(effect.at ?? entries.length);
        await seeking;
        changed();
        return undefined;
      case 'play':
        await playFrom(effect.speed);
        return undefined;
      case 'run':
      case 'stop-run':
      case 'request':
      case 'control':
      case 'arm':
      case 'disarm':
        return {
          ok: false,
          text: 'This is a recording: nothing can be done to it. `saga-lab tui` watches a lab.',
        };
      case 'export':
        return exportRun?.(effect);
      case 'quit':
      case 'copy':
      case 'mouse':
        return undefined;
    }
  }

  return {
    look: () => ({
      ledger: scrubber.ledger,
      total: entries.length,
      spooled: 0,
      nowMs: scrubber.ledger.seenMs,
      session: info,
      momentsOf: (picked) => momentsOfPicked(moments, whole.ledger, picked),
      momentOfRecord: (place) => momentOfRecord(whole.ledger.entries, place),
    }),
    perform: (effect) =>
      perform(effect).catch((thrown: unknown) => ({ ok: false, text: toError(thrown).message })),
    onChange: changes.add,
    onNews: news.add,
    close() {
      isClosed = true;
      player.stop();
      scrubber.close();
      return Promise.resolve();
    },
  };
}

function seenMsOf(moment: Moment | undefined): number {
  return moment?.kind === 'observation' ? moment.observation.seenMs : Number.NaN;
}
