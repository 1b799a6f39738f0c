import { padEnd } from '../../reporters/text/fit.ts';
import type { Size } from '../layout/layout.ts';
import type { Canvas } from '../screen/canvas.ts';
import type { Tone } from '../panes/pane.ts';
import { boxOf } from '../state/box.ts';
import { kindOf } from '../state/forms/form-kind.ts';
import type { Form } from '../state/forms/form.ts';
import type { Look } from '../state/look.ts';
import { pieces } from '../state/pieces.ts';
import { drawBox } from './box.ts';

interface FormLine {
  readonly text: string;
  readonly tone: Tone;
}

/** Fields with what was typed; below the one that is typed, what may stand there and what is wrong with it. */
export function drawForm(canvas: Canvas, size: Size, form: Form, look: Look): void {
  const lines = formLines(form, look, boxOf(size).width - 4);
  const { x, y, width, height } = drawBox(canvas, size, kindOf(form).title(form), '', lines.length);
  for (const [index, { text, tone }] of lines.slice(0, height).entries())
    canvas.text(x, y + index, text, { tone, light: 'none' }, width);
}

export function formLines(form: Form, look: Look, width: number): readonly FormLine[] {
  const kind = kindOf(form);
  const problems = kind.problems(form, look);
  const names = Math.max(0, ...form.fields.map(({ name }) => name.length));
  const fields = form.fields.flatMap(({ name, value }, index): FormLine[] => {
    const focused = index === form.focus;
    const field = `${focused ? '▸' : ' '} ${padEnd(name, names)}  `;
    const problem = focused || form.tried ? problems.get(name) : undefined;
    const notes: FormLine[] = focused
      ? notesOf(kind.about(form, name, look), kind.choices(form, name, look))
      : [];
    if (problem !== undefined) notes.push({ text: `✗ ${problem}`, tone: 'bad' });
    return [
      { text: field + shownValue(value, width - field.length, focused), tone: focused ? 'strong' : 'plain' },
      ...notes.flatMap(({ text, tone }) =>
        pieces(text, Math.max(10, width - 4)).map((piece) => ({ text: `    ${piece}`, tone })),
      ),
    ];
  });
  return [
    ...fields,
    { text: '', tone: 'plain' },
    { text: 'enter does it   esc leaves it   up, down: another field   ctrl+u empties it', tone: 'dim' },
  ];
}

function notesOf(about: string, choices: readonly string[]): FormLine[] {
  const notes: FormLine[] = about === '' ? [] : [{ text: about, tone: 'dim' }];
  return choices.length === 0
    ? notes
    : [...notes, { text: `left, right: ${choices.join('  ')}`, tone: 'dim' }];
}

/** A text is typed at its end: that is the part to be seen. */
function shownValue(value: string, room: number, focused: boolean): string {
  if (!focused) return value;
  const characters = Array.from(value);
  const kept = Math.max(1, room - 2);
  const shown =
    characters.length <= kept ? value : `…${characters.slice(characters.length - kept + 1).join('')}`;
  return `${shown}▏`;
}
