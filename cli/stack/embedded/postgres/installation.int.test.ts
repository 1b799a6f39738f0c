import { chmod, cp, mkdtemp, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { labHome, type LabHome } from '../../paths.ts';
import { serverAccount } from './account.ts';
import { prepareCluster } from './cluster.ts';
import { findInstallation } from './installation.ts';
import { makeOnce } from './make-once.ts';
import { nativeFolder } from './native-folder.ts';
import { canEnter, openFolder } from './open-folder.ts';

const account = serverAccount();
const shared = labHome(process.env, homedir());
let folder: string;
let home: LabHome;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-test-'));
  await chmod(folder, 0o755);
  home = { state: folder, cache: join(folder, 'cache') };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The package as npm leaves it without its install script. */
async function withoutLinks(into: string): Promise<string> {
  const native = join(into, 'native');
  await cp(join(dirname(nativeFolder()), 'package.json'), join(into, 'package.json'));
  await cp(nativeFolder(), native, {
    recursive: true,
    filter: async (path) => !path.endsWith('.a') && !(await isLink(path)),
  });
  return native;
}

function isLink(path: string): Promise<boolean> {
  return readlink(path).then(
    () => true,
    () => false,
  );
}

test('the programs run where npm put them', async () => {
  const { version } = await findInstallation(home, account);
  expect(version).toMatch(/^postgres \(PostgreSQL\) \d+\.\d+/);
});

test('links that the install script did not make are made', async () => {
  const native = await withoutLinks(folder);
  const { bin } = await findInstallation(home, account, native);
  expect(bin).toBe(join(native, 'bin'));
  expect(await isLink(join(native, 'lib', 'libpq.so.5'))).toBe(true);
});

test('programs in a folder that is closed run from a copy', async () => {
  const closed = join(folder, 'closed');
  const native = await withoutLinks(closed);
  // Root may write anywhere, but `nobody`, who runs the server then, may not pass; others may not make the links.
  await chmod(account === undefined ? join(native, 'lib') : closed, account === undefined ? 0o555 : 0o700);
  try {
    const { bin } = await findInstallation(home, account, native);
    expect(bin.startsWith(join(home.cache, 'postgres'))).toBe(true);
    expect(await findInstallation(home, account, native)).toMatchObject({ bin });
  } finally {
    await chmod(account === undefined ? join(native, 'lib') : closed, 0o755);
  }
});

test('two that need the template at once both get a cluster from it', async () => {
  const installation = await findInstallation(home, account);
  const clusters = await Promise.all(
    ['left', 'right'].map((name) => prepareCluster(join(folder, name), home, installation, account)),
  );
  expect(clusters[0]?.password).toBe(clusters[1]?.password);
  expect(await readdir(join(home.cache, 'postgres'))).toHaveLength(1);
  const { uid, mode } = await stat(clusters[0]?.data ?? '');
  expect(uid).toBe(account?.uid ?? process.getuid?.());
  expect(mode & 0o077).toBe(0);
});

test('a cluster that is there is left as it is', async () => {
  const installation = await findInstallation(shared, account);
  const make = () => prepareCluster(join(folder, 'cluster'), shared, installation, account);
  const { data } = await make();
  const before = await stat(join(data, 'PG_VERSION'));
  await make();
  expect((await stat(join(data, 'PG_VERSION'))).mtimeMs).toBe(before.mtimeMs);
});

test('what was made half is not there, and what a killed process left is removed', async () => {
  const target = join(folder, 'made');
  await cp(import.meta.filename, join(`${target}.making-999999999-x`, 'half'));
  const failing = makeOnce(target, async (unfinished) => {
    await cp(import.meta.filename, join(unfinished, 'half'));
    throw new Error('interrupted');
  });
  await expect(failing).rejects.toThrow('interrupted');
  expect(await readdir(folder)).toEqual([]);
  await makeOnce(target, (unfinished) => cp(import.meta.filename, join(unfinished, 'whole')));
  expect(await readFile(join(target, 'whole'), 'utf8')).not.toBe('');
});

test('a folder below one that is closed to the server’s account is replaced by one that is not', async () => {
  const nobody = { uid: 65534, gid: 65534 };
  await chmod(folder, 0o700);
  expect(await canEnter(folder, nobody)).toBe(false);
  if (account === undefined)
    expect(await openFolder(join(folder, 'in'), 'x', undefined)).toBe(join(folder, 'in'));
  else expect(await openFolder(join(folder, 'in'), 'cache', account)).toBe('/var/lib/saga-lab/cache');
  await chmod(folder, 0o711);
  expect(await canEnter(folder, nobody)).toBe(true);
});
