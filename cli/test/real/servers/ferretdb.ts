import { askMongo, mongoUrl, type RealMongo } from './ask-mongo.ts';
import { startRealServer } from './real-server.ts';
import { tool } from './tool.ts';

/** FerretDB 1 on SQLite. */
export async function startFerretdb(): Promise<RealMongo> {
  const server = await startRealServer({
    name: 'ferretdb',
    command: tool('REAL_FERRETDB'),
    args: (folder, port) => [
      '--handler=sqlite',
      `--sqlite-url=file:${folder}/`,
      `--state-dir=${folder}`,
      `--listen-addr=127.0.0.1:${port}`,
      '--debug-addr=-',
      '--telemetry=disable',
      '--log-level=ERROR',
    ],
    ask: askMongo,
  });
  // Its writes are atomic on one connection only.
  return { ...server, url: `${mongoUrl(server.port)}&maxPoolSize=1` };
}
