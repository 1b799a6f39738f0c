import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { cliHome } from '../harness/cli-home.ts';

test('without Docker --stack compose says what to install, with exit code 3, and leaves nothing running', async () => {
  const bin = await mkdtemp(join(tmpdir(), 'saga-lab-bin-'));
  await symlink(process.execPath, join(bin, basename(process.execPath)));
  const home = await cliHome({ PATH: bin });
  try {
    const { code, stderr } = await home.cli('up', '--stack', 'compose');
    expect(code).toBe(3);
    expect(stderr).toContain('there is no program `docker` on the PATH. Install Docker Engine');
    const { code: ranWith, report } = await home.run('approve', '--stack', 'compose');
    expect(ranWith).toBe(3);
    expect(report.error?.message).toContain('Install Docker Engine');
    expect((await home.status()).state).toBe('down');
  } finally {
    await home.remove();
    await rm(bin, { recursive: true });
  }
});
