// A CLI that starts a lab and stays: what a test kills. Its argument is JSON: { options, home }.
import { startLab } from '../../../dist/cli/stack/labs.js';

const { options, home } = JSON.parse(process.argv[2]);
const signal = AbortSignal.timeout(60_000);
await startLab({ ...options, signal, onProgress: () => undefined }, home);
process.stdout.write('up\n');
process.stdin.resume();
