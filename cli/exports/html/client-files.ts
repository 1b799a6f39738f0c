import { existsSync, readFileSync } from 'node:fs';

/** Beside this module in the sources; seen from where a bundle puts it, at their own place in dist. */
const folders = ['./client/', '../cli/exports/html/client/'];

/** Text of what runs in the browser: `page.css` or `viewer.mjs`. */
export function clientFile(name: string): string {
  const files = folders.map((folder) => new URL(`${folder}${name}`, import.meta.url));
  return readFileSync(files.find((file) => existsSync(file)) ?? files[0]!, 'utf8');
}
