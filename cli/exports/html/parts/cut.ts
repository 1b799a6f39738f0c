/** Characters of one text that a page shows: a payload may be of any length. */
const most = 2000;

export function cut(text: string): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)} … (${text.length - most} more characters are left out here)`;
}
