// The macros of man(7): https://man7.org/linux/man-pages/man7/groff_man.7.html

/** Text as it is: what roff would take for a command, a hyphen or an escape is escaped. */
export function plain(text: string): string {
  return text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replaceAll("'", String.raw`\(aq`)
    .replaceAll('`', String.raw`\(ga`)
    .replaceAll('^', String.raw`\(ha`)
    .replaceAll('~', String.raw`\(ti`)
    .replace(/^\./gm, String.raw`\&.`);
}

export function bold(text: string): string {
  return String.raw`\fB${plain(text)}\fR`;
}

export function section(title: string, ...lines: readonly string[]): string {
  return [`.SH ${title}`, ...lines].join('\n');
}

/** A term, and what it means below it. */
export function term(what: string, ...means: readonly string[]): string {
  return ['.TP', what, ...means].join('\n');
}

/** Lines that are kept as they are. */
export function verbatim(lines: readonly string[]): string {
  return ['.EX', ...lines.map((line) => plain(line)), '.EE'].join('\n');
}
