import type { Binding } from './actions.ts';

/** In the order in which help and docs tell them. */
export const groupTitles: Readonly<Record<Binding['group'], string>> = {
  move: 'Move',
  look: 'Look closer',
  find: 'Find',
  time: 'Go through time',
  drive: 'Drive the lab',
  screen: 'The screen',
};
