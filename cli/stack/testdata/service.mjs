// A service as a lab sees it: PORT, a health URL, a line, SIGTERM, the end of stdin. Its argument says how it fails.
import { writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';

const [behaviour = 'well'] = process.argv.slice(2);
const { PORT, SERVICE_NAME, KAFKA_BROKERS, DATABASE_URL, LAB_PARENT } = process.env;

function say(text) {
  process.stdout.write(`${text}\n`);
}

function brokerAnswers() {
  const [host, port] = KAFKA_BROKERS.split(':');
  return new Promise((resolve) => {
    const socket = connect(Number(port), host);
    socket.once('connect', () => resolve(true) && socket.destroy());
    socket.once('error', () => resolve(false));
  });
}

async function stop(why) {
  say(`${why}; broker there: ${await brokerAnswers()}`);
  process.exit(0);
}

if (behaviour === 'broken') {
  say('setting COLOUR is missing');
  process.exit(1);
}
const server = createServer((_, response) => {
  response.writeHead(behaviour === 'unwell' ? 503 : 200);
  response.end(JSON.stringify({ name: SERVICE_NAME, database: DATABASE_URL }));
});
// Undefined: on all addresses, as many services do.
server.listen(Number(PORT), behaviour === 'wide' ? undefined : '127.0.0.1', () => {
  say(`listens on ${PORT}`);
  writeSync(Number(process.env.TRAM_LINES_FD), `{"event":"started"}\n`);
});
if (behaviour === 'deaf') process.on('SIGTERM', () => say('SIGTERM is ignored'));
else {
  process.on('SIGTERM', () => void stop('SIGTERM'));
  if (LAB_PARENT === 'stdin') process.stdin.resume().on('end', () => void stop('stdin ended'));
}
