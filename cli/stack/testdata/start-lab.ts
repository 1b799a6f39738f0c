// A CLI that starts a lab and stays: what a test kills. Its argument is JSON: { options, home }.
import { startLab, type StartOptions } from '../labs.ts';
import type { LabHome } from '../paths.ts';

const argument = JSON.parse(process.argv[2] ?? '{}') as {
  options: Omit<StartOptions, 'signal' | 'onProgress'>;
  home: LabHome;
};
const signal = AbortSignal.timeout(60_000);
await startLab({ ...argument.options, signal, onProgress: () => undefined }, argument.home);
process.stdout.write('up\n');
process.stdin.resume();
