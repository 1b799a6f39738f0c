import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../cache.mjs';
import { Missing, need, run } from '../programs.mjs';

const requirements = join(import.meta.dirname, '../../../examples/python-payments/requirements.txt');

/** What examples/python-payments needs of PyPI, for the python3 of the PATH. */
export async function pythonPackages() {
  const python = need('python3', 'Install Python 3.9 or newer with pip.');
  const version = run(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']).trim();
  if (Number(version.split('.')[1]) < 9 && version.startsWith('3.'))
    throw new Missing(`${python} is Python ${version}; the example needs 3.9 or newer.`);
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 8);
  const folder = await cached(`python-payments-${version}-${hash}`, (target) => {
    const options = ['--quiet', '--disable-pip-version-check', '--no-cache-dir', '--target', target];
    run(python, ['-m', 'pip', 'install', ...options, '-r', requirements]);
  });
  return { REAL_PYTHON_PACKAGES: folder };
}
