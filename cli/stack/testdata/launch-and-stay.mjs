// A parent that a test kills: launches what its argument (JSON) names, prints the pids and stays.
import { launch } from '../../../dist/cli/stack/processes/launch.js';
import { startSentinel } from '../../../dist/cli/stack/processes/sentinel.js';

const sentinel = await startSentinel();
const launched = await Promise.all(JSON.parse(process.argv[2]).map((spec) => launch(spec, sentinel)));
process.stdout.write(JSON.stringify(launched.map(({ pid }) => pid)));
setInterval(() => undefined, 60_000);
