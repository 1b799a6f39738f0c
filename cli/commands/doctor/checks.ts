import { access, constants, mkdir } from 'node:fs/promises';
import { toError } from '../../lib/errors.ts';
import { findInstallation } from '../../stack/embedded/postgres/installation.ts';
import { serverAccount } from '../../stack/embedded/postgres/account.ts';
import type { LabHome } from '../../stack/paths.ts';
import type { Check } from '../../checks/check.ts';

const oldestNode = [20, 19] as const;

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const found = { name: 'Node.js', detail: version };
  if (enough) return { ...found, state: 'ok' };
  return { ...found, state: 'broken', fix: `install Node.js ${oldestNode.join('.')} or newer` };
}

/** Runs the program itself: that its files are there says little. */
export async function checkPostgres(home: LabHome, platform: string): Promise<Check> {
  const name = 'PostgreSQL for the embedded stack';
  try {
    const { version, bin } = await findInstallation(home, serverAccount());
    return { name, state: 'ok', detail: `${version} in ${bin}` };
  } catch (thrown) {
    return {
      name,
      state: 'broken',
      detail: `${platform}: ${toError(thrown).message}`,
      fix: 'run `npm install` again without --omit=optional; or use --stack external',
    };
  }
}

export async function checkFolder(name: string, folder: string): Promise<Check> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return { name, state: 'ok', detail: folder };
  } catch (thrown) {
    const fix = 'make it writable, or set SAGA_LAB_HOME to a folder that is';
    return { name, state: 'broken', detail: `${folder}: ${toError(thrown).message}`, fix };
  }
}
