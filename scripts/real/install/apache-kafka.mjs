import { findJava, mavenJars } from './maven.mjs';

/** Broker and command-line tools. */
export async function apacheKafka() {
  return { REAL_JAVA: findJava(), REAL_KAFKA_JARS: await mavenJars('apache-kafka', '4.3.1') };
}
