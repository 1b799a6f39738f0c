import { readFileSync } from 'node:fs';

/** What browsers load besides pages, by its path. */
export type ClientFiles = Readonly<Record<string, { readonly type: string; readonly text: string }>>;

/** Reads them from `folder`, a URL that ends in a slash. */
export function clientFiles(folder: URL): ClientFiles {
  const text = (name: string) => readFileSync(new URL(name, folder), 'utf8');
  return {
    '/ui/shop.css': { type: 'text/css; charset=utf-8', text: text('shop.css') },
    '/ui/follow.mjs': { type: 'text/javascript; charset=utf-8', text: text('follow.mjs') },
  };
}
