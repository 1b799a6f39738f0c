import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StackError } from '../../lib/errors.ts';
import { packageFolder } from '../../lib/package-folder.ts';

/** The compose file that comes with a system. Throws StackError where none does, or where there are several systems. */
export function bundledComposeFile(systems: readonly string[]): string {
  const [system = '', second] = systems;
  if (second !== undefined)
    throw new StackError(
      `A lab on --stack compose holds one system, not ${systems.join(' and ')}: start one lab for each (--lab NAME).`,
    );
  const file = join(packageFolder, 'compose', `${system}.yaml`);
  if (existsSync(file)) return file;
  throw new StackError(
    `No compose file comes with the system "${system}". Give one (--compose-file compose.yaml), or a project that runs (--compose-project NAME).`,
  );
}
