import type { Size } from '../layout/layout.ts';
import { lessonLines, lessonRect } from '../lesson/lesson-box.ts';
import type { Canvas } from '../screen/canvas.ts';
import { drawFrame } from '../screen/frame.ts';
import type { Lesson } from '../state/look.ts';

/** What the teacher says, in a frame above the footer, and where to look. */
export function drawLesson(canvas: Canvas, size: Size, lesson: Lesson): void {
  const rect = lessonRect(lesson, size);
  canvas.blank(rect);
  const title = `lesson ${lesson.step} of ${lesson.steps}`;
  const summary = lesson.place === '' ? '' : `look at ${lesson.place}`;
  const foot = lesson.step < lesson.steps ? 'space goes on' : 'the end; q quits';
  const { x, y, width, height } = drawFrame(canvas, rect, title, summary, true, foot);
  for (const [index, { text, tone }] of lessonLines(lesson, width - 2)
    .slice(0, height)
    .entries())
    canvas.text(x + 1, y + index, text, { tone, light: 'none' }, width - 2);
}
