import { escapeXml } from '../../reporters/text/xml.ts';

/** Text that is markup already. Everything else is escaped when it is put into markup. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | readonly Markup[] | undefined;

/** HTML in which every value is text unless it was made by this very function: nothing from a run can become markup. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(
    strings.map((each, index) => each + (index < parts.length ? written(parts[index]) : '')).join(''),
  );
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escapeXml(String(part));
}

/** JSON that cannot end the script element that it stands in, nor open a comment there. */
export function scriptJson(json: string): Markup {
  return new Markup(json.replaceAll(/[<>&\u2028\u2029]/g, (sign) => `\\u${hex(sign)}`));
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).padStart(4, '0');
}
