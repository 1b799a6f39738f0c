import { columns, elide, oneLine } from '../../reporters/text/fit.ts';

/** As many whole names as there is room for, and how many more: half a name could be any of several. */
export function namesIn(names: readonly string[], width: number): string {
  if (names.length === 0) return '';
  const shown = names.map(oneLine);
  for (let count = shown.length; count > 0; count -= 1) {
    const text = [...shown.slice(0, count), ...more(shown.length - count)].join(' ');
    if (columns(text) <= width) return text;
  }
  const others = more(shown.length - 1);
  const [first = ''] = shown;
  return [elide(first, width - columns(others.map((text) => ` ${text}`).join(''))), ...others].join(' ');
}

function more(count: number): string[] {
  return count === 0 ? [] : [`+${count}`];
}
