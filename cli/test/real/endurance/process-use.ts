import { readdir, readFile } from 'node:fs/promises';

export interface ProcessUse {
  readonly descriptors: number;
  readonly residentMb: number;
}

/** What a process of this machine holds just now. Linux: proc(5). */
export async function processUse(pid: number): Promise<ProcessUse> {
  const [descriptors, status] = await Promise.all([
    readdir(`/proc/${pid}/fd`),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ]);
  const residentKb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  return { descriptors: descriptors.length, residentMb: residentKb / 1024 };
}
