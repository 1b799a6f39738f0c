import { lessonLines } from './lesson-box.ts';
import type { LessonStop } from './lesson-plan.ts';

/** The whole lesson to be read, a paragraph a stop, in lines of at most so many columns. */
export function lessonText(plan: readonly LessonStop[], width: number): string {
  const digits = `${plan.length}`.length;
  const paragraphs = plan.map(({ lesson }) =>
    lessonLines(lesson, Math.max(20, width - digits - 2)).map(({ text }, index) => {
      const number = index === 0 ? `${lesson.step}` : '';
      return `${number.padStart(digits)}  ${text}\n`;
    }),
  );
  return paragraphs.map((lines) => lines.join('')).join('\n');
}
