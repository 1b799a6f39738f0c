// A parent that a test kills: launches what its argument (JSON) names, prints the pids and stays.
import { launch, type ProcessSpec } from '../processes/launch.ts';
import { startSentinel } from '../processes/sentinel.ts';

const sentinel = await startSentinel();
const specs = JSON.parse(process.argv[2] ?? '[]') as readonly ProcessSpec[];
const launched = await Promise.all(specs.map((spec) => launch(spec, sentinel)));
process.stdout.write(JSON.stringify(launched.map(({ pid }) => pid)));
setInterval(() => undefined, 60_000);
