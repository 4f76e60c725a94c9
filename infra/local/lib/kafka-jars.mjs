/** Apache Kafka's jars: brought once from Maven Central, shared by all checkouts of this user. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir } from './paths.mjs';
import { lastLinesOf, say, Trouble } from './say.mjs';

const pom = fileURLToPath(new URL('../kafka/pom.xml', import.meta.url));
export const kafkaVersion = /kafka_2\.13<\/artifactId>\s*<version>([^<]+)/.exec(readFileSync(pom, 'utf8'))[1];

export const jarsDir = join(cacheDir, `kafka-${kafkaVersion}`);

/** Brings the jars when they are not there; whole or not at all, because several checkouts may do it at once. */
export function downloadJars(java, maven) {
  if (existsSync(jarsDir)) return;
  say('kafka', `bringing Apache Kafka ${kafkaVersion} from Maven Central (44 MB, once for all checkouts)`);
  const fresh = `${jarsDir}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const env = { ...process.env, JAVA_HOME: java.home };
  const done = spawnSync(maven.path, ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${fresh}`], { env, encoding: 'utf8' });
  if (done.status !== 0 || readdirSync(fresh).length < 20) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Trouble('Maven could not bring Apache Kafka.', 'check that this machine reaches Maven Central or the mirror of your Maven settings.xml, then run the command again.', lastLinesOf(done));
  }
  if (!existsSync(jarsDir)) renameSync(fresh, jarsDir);
  rmSync(fresh, { recursive: true, force: true });
}
