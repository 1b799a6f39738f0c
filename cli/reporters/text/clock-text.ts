import type { ClockDifference, ComparedClocks } from '../../model/clocks/differences.ts';
import { noticed } from '../../model/clocks/noticed.ts';
import { labClock } from '../../model/clocks/readings.ts';

/** What is worth a word, a sentence each: clocks that can not agree, and such as were set meanwhile. */
export function clockSentences({ differences, unsteady }: ComparedClocks): string[] {
  return [
    ...(unsteady.length === 0 ? [] : [unsteadyText(unsteady)]),
    ...noticed(differences).map(differenceText),
  ];
}

/** `the clock of order-db is 3.1 to 3.4 s ahead of the lab's`; rounded so that the truth stays within. */
export function differenceText({ clock, other, fromMs, toMs }: ClockDifference): string {
  const than = other === labClock ? "the lab's" : nameOf(other);
  if (fromMs > 0) return `${nameOf(clock)} is ${rangeText(fromMs, toMs)} ahead of ${than}`;
  if (toMs < 0) return `${nameOf(clock)} is ${rangeText(-toMs, -fromMs)} behind ${than}`;
  return `${nameOf(clock)} may agree with ${than}: it is at most ${upTo(-fromMs)} behind and ${upTo(toMs)} ahead`;
}

export function unsteadyText(clocks: readonly string[]): string {
  const which = clocks.length === 1 ? 'it' : 'at least one of them';
  return `no one difference fits ${clocks.map(nameOf).join(' and ')}: ${which} was set during the run`;
}

function nameOf(clock: string): string {
  return clock === labClock ? "the lab's clock" : `the clock of ${clock}`;
}

function rangeText(fromMs: number, toMs: number): string {
  if (toMs === Infinity) return `at least ${downTo(fromMs)}`;
  const { per, unit } = unitFor(toMs);
  const [from, to] = [Math.floor((fromMs / per) * 10) / 10, Math.ceil((toMs / per) * 10) / 10];
  return from === to ? `${to.toFixed(1)} ${unit}` : `${from.toFixed(1)} to ${to.toFixed(1)} ${unit}`;
}

function upTo(ms: number): string {
  const { per, unit } = unitFor(ms);
  return `${(Math.ceil((ms / per) * 10) / 10).toFixed(1)} ${unit}`;
}

function downTo(ms: number): string {
  const { per, unit } = unitFor(ms);
  return `${(Math.floor((ms / per) * 10) / 10).toFixed(1)} ${unit}`;
}

function unitFor(ms: number): { readonly per: number; readonly unit: string } {
  return ms < 1_000 ? { per: 1, unit: 'ms' } : { per: 1_000, unit: 's' };
}
