import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The folder, and those above it that are not there. Folder by folder: Node's own `recursive` never returns where one
 * cannot be made in a folder that is there, as in /proc (Node.js 20 and 22). Throws as mkdir does.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
