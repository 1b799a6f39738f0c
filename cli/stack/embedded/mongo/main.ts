import { toError } from '../../../lib/errors.ts';
import { jsonLog } from './log.ts';
import { startMongoServer } from './server.ts';

/** The document store as a process of its own. Environment: PORT, HOST, DATA_DIR; LAB_PARENT=stdin ends it with stdin. */
async function main(): Promise<void> {
  const log = jsonLog(process.stderr);
  const { PORT: port = '0', HOST: host = '127.0.0.1', DATA_DIR: dataDir, LAB_PARENT: parent } = process.env;
  if (dataDir === undefined || dataDir === '')
    throw new Error('DATA_DIR is not set: name the folder that holds the data');
  if (!/^\d{1,5}$/.test(port)) throw new Error(`PORT is '${port}': give a number from 0 to 65535`);
  const server = await startMongoServer({ host, port: Number(port), dataDir, log });
  const stop = (): void => {
    server.stop().then(
      () => process.exit(0),
      (thrown: unknown) => fail(toError(thrown)),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (parent === 'stdin') process.stdin.resume().once('end', stop).once('close', stop).once('error', stop);
  process.stdout.write(`${JSON.stringify({ listening: server.port })}\n`);
}

function fail(error: Error): void {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

main().catch((thrown: unknown) => fail(toError(thrown)));
