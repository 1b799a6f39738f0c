import { access, constants, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { toError } from '../../lib/errors.ts';
import { findInstallation } from '../../stack/embedded/postgres/installation.ts';
import { serverAccount } from '../../stack/embedded/postgres/account.ts';
import type { LabHome } from '../../stack/paths.ts';
import type { System } from '../../systems/system.ts';
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

/** A taken port breaks nothing: the lab takes another and says so. */
export async function checkPorts({ services }: System): Promise<Check[]> {
  const wanted = Object.entries(services).flatMap(([service, { port }]) =>
    port === undefined ? [] : [{ service, port }],
  );
  return Promise.all(
    wanted.map(async ({ service, port }) => {
      const name = `port ${port} for ${service}`;
      if (await isFree(port)) return { name, state: 'ok' as const, detail: 'free' };
      const fix = 'nothing to do: a lab takes another port and prints it';
      return { name, state: 'note' as const, detail: 'taken', fix };
    }),
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
