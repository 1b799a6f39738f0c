import { detailLines } from '../detail/detail-lines.ts';
import { subjectOf } from '../detail/subject.ts';
import type { User } from './user.ts';

/** What the detail view tells; nothing where it is not open. */
export function detailText({ state, look: seen }: User): string[] {
  if (state.mode.kind !== 'detail') return [];
  const subject = subjectOf(state, seen, state.mode.row);
  return subject ? detailLines(subject, state.mode.toggled).map(({ text }) => text) : [];
}
