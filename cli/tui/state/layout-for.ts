import { layoutOf, type Layout } from '../layout/layout.ts';
import { lessonHeight } from '../lesson/lesson-box.ts';
import type { Look } from './look.ts';
import type { TuiState } from './state.ts';

/** Where everything stands, with room for what a lesson says. */
export function layoutFor({ size, focus, zoomed }: TuiState, { session: { lesson } }: Look): Layout {
  return layoutOf(size, focus, zoomed, lesson ? lessonHeight(lesson, size) : 0);
}
