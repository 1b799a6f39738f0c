import { wrap } from '../../reporters/text/fit.ts';
import type { Rect, Size } from '../layout/layout.ts';
import type { Lesson } from '../state/look.ts';
import { pieces } from '../state/pieces.ts';

export interface LessonLine {
  readonly text: string;
  readonly tone: 'plain' | 'unsure';
}

/** What a lesson says, in lines of at most so many columns: what happened, then what would be missing. */
export function lessonLines({ sentence, missing }: Lesson, width: number): LessonLine[] {
  const happened = wrapped(sentence, width).map((text) => ({ text, tone: 'plain' as const }));
  const broken = wrapped(missing, width).map((text) => ({ text, tone: 'unsure' as const }));
  return [...happened, ...broken];
}

/** Rows of its box, frame and all; no more than leave the header and the footer in sight. */
export function lessonHeight(lesson: Lesson, { columns, rows }: Size): number {
  return Math.min(rows - 2, lessonLines(lesson, columns - 4).length + 2);
}

/** Where it stands: right above the footer. */
export function lessonRect(lesson: Lesson, size: Size): Rect {
  const height = lessonHeight(lesson, size);
  return { x: 0, y: size.rows - 1 - height, width: size.columns, height };
}

function wrapped(text: string, width: number): string[] {
  const words = text.split(' ').filter((word) => word !== '');
  return wrap(
    words.flatMap((word) => pieces(word, width)),
    width,
  );
}
