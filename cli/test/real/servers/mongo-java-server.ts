import { join } from 'node:path';
import { askMongo, mongoUrl, type RealMongo } from './ask-mongo.ts';
import { startRealServer } from './real-server.ts';
import { tool } from './tool.ts';

/** mongo-java-server, in memory, with change streams. */
export async function startMongoJavaServer(): Promise<RealMongo> {
  const server = await startRealServer({
    name: 'mongo-java-server',
    command: tool('REAL_JAVA'),
    args: (_, port) => [
      '-Xmx256m',
      '-cp',
      join(tool('REAL_MONGO_JAVA_SERVER_JARS'), '*'),
      tool('REAL_MONGO_JAVA_SERVER_MAIN'),
      String(port),
    ],
    ask: askMongo,
  });
  return { ...server, url: mongoUrl(server.port) };
}
