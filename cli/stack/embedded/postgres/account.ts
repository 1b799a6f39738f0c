import type { Account } from '../../processes/launch.ts';

const nobody = process.platform === 'darwin' ? 0xfffffffe : 65534;

/** PostgreSQL refuses to run as root: then it runs as `nobody`, of whom it needs the number only. */
export function serverAccount(): Account | undefined {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : undefined;
}
