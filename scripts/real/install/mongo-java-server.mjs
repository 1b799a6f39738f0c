import { join } from 'node:path';
import { findJava, mavenJars } from './maven.mjs';

export async function mongoJavaServer() {
  return {
    REAL_JAVA: findJava(),
    REAL_MONGO_JAVA_SERVER_JARS: await mavenJars('mongo-java-server', '1.47.0'),
    REAL_MONGO_JAVA_SERVER_MAIN: join(import.meta.dirname, 'MongoJavaServer.java'),
  };
}
