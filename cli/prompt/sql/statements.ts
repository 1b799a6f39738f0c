import type { Split } from '../session.ts';

const whole = [
  /[eE]'[^'\\]*(?:(?:\\[^]|'')[^'\\]*)*'/y,
  /[\p{L}_][\p{L}\p{N}_$]*/uy,
  /'[^']*'/y,
  /"[^"]*"/y,
  /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy,
  /--[^\n]*\n?/y,
  /\/\*/y,
];

/**
 * Takes statements apart at their semicolons, not at those in texts, names, comments and dollar quotes
 * (PostgreSQL's manual, 4.1 Lexical Structure). A line that begins with a backslash where a statement could begin
 * is one of its own.
 */
export function splitStatements(text: string): Split {
  const complete: string[] = [];
  let start = 0;
  let at = 0;
  let begun = false;
  const end = (next: number) => {
    if (begun) complete.push(text.slice(start, at).trim());
    start = at = next;
    begun = false;
  };
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === ';') end(at + 1);
    else if (character === '\\' && !begun) {
      begun = true;
      at = lineEnd(text, at);
      end(at);
    } else {
      const comment = text.startsWith('--', at) || text.startsWith('/*', at);
      const next = afterToken(text, at);
      begun ||= next === undefined || !(comment || /\s/.test(character));
      at = next ?? text.length;
    }
  }
  return { complete, rest: begun ? text.slice(start) : '' };
}

function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found;
}

/** Where the next token begins; undefined when this one has no end yet. */
function afterToken(text: string, at: number): number | undefined {
  for (const pattern of whole) {
    pattern.lastIndex = at;
    const [token] = pattern.exec(text) ?? [];
    if (token === undefined) continue;
    if (token === '/*') return afterComment(text, at);
    if (!token.startsWith('$')) return at + token.length;
    const close = text.indexOf(token, at + token.length);
    return close === -1 ? undefined : close + token.length;
  }
  return `'"`.includes(text.charAt(at)) ? undefined : at + 1;
}

/** Comments nest. */
function afterComment(text: string, at: number): number | undefined {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = at;
  let depth = 0;
  for (let found = edge.exec(text); found !== null; found = edge.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return undefined;
}
