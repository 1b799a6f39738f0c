import { createHash } from 'node:crypto';
import { sequenceStyle } from '../../sequence/svg/style.ts';
import { clientFile } from './client-files.ts';
import { markup, Markup, scriptJson } from './markup.ts';

export interface PageParts {
  readonly title: string;
  readonly head: Markup;
  readonly main: readonly Markup[];
  /** JSON that the page's script reads. */
  readonly data: string;
}

/** A page that may run its own script and use its own style, and nothing else, from nowhere. */
export function pageOf({ title, head, main, data }: PageParts): string {
  const [style, script] = [`${sequenceStyle}\n${clientFile('page.css')}`, clientFile('viewer.mjs')];
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>\n${
    markup`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title}</title><style>${new Markup(style)}</style></head><body>
${head}
<main>${main}</main>
<p class="unseen" role="status" id="said"></p>
<script type="application/json" id="run">${scriptJson(data)}</script>
<script type="module">${new Markup(script)}</script></body></html>`.text
  }\n`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
