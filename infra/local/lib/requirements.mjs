/** The programs that come from the system: where each may be, which version is enough, which package brings it. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { jarsDir } from './kafka-jars.mjs';
import { Trouble } from './say.mjs';

/** What must be found before anything starts. `find` gives `{ path, version }` or null; `packages` are Debian's, the first that exists is taken. */
export const requirements = [
  { name: 'Java 17 or newer', why: 'Kafka runs on it', variable: 'GOUFU_JAVA', find: findJava, packages: ['openjdk-17-jre-headless', 'openjdk-21-jre-headless', 'openjdk-25-jre-headless', 'default-jre-headless'] },
  { name: 'Maven', why: 'it brings Kafka from Maven Central', variable: 'GOUFU_MAVEN', find: findMaven, packages: ['maven'] },
  { name: 'Redis 6.2 or newer', why: 'queues live in it', variable: 'GOUFU_REDIS_SERVER', find: findRedis, packages: ['redis-server'] },
];

/** What only the browser's specs need. */
export const browserRequirements = [
  { name: 'Chromium', why: 'the portal is tested in a real browser', variable: 'CHROMIUM_PATH', find: findChromium, packages: ['chromium', 'chromium-browser'] },
  { name: 'a Chinese font', why: 'screenshots show Chinese', variable: 'GOUFU_CHINESE_FONT', find: findChineseFont, packages: ['fonts-noto-cjk'] },
];

/** Java: `GOUFU_JAVA` (the program), `JAVA_HOME`, PATH, /usr/lib/jvm. */
export function findJava() {
  const { JAVA_HOME } = process.env;
  const elsewhere = [...(JAVA_HOME ? [join(JAVA_HOME, 'bin', 'java')] : []), ...onPath('java'), ...installedJavas()];
  const found = firstUsable({ variable: 'GOUFU_JAVA', elsewhere, ask: '-version', version: /version "(?:1\.)?(\d+)/, atLeast: 17 });
  return found && { ...found, home: dirname(dirname(realpathSync(found.path))) };
}

/** Maven: `GOUFU_MAVEN`, PATH. Not needed once Kafka's jars are here. */
export function findMaven() {
  const found = firstUsable({ variable: 'GOUFU_MAVEN', elsewhere: onPath('mvn'), ask: '--version', version: /Apache Maven (\d+)/, atLeast: 3 });
  return found ?? (existsSync(jarsDir) ? { path: null, version: 'not needed: Kafka is here already' } : null);
}

/** Redis: `GOUFU_REDIS_SERVER`, PATH, /usr/bin. */
export function findRedis() {
  const elsewhere = [...onPath('redis-server'), '/usr/bin/redis-server'];
  return firstUsable({ variable: 'GOUFU_REDIS_SERVER', elsewhere, ask: '--version', version: /v=(\d+\.\d+)/, atLeast: 6.2 });
}

/** Chromium: `CHROMIUM_PATH`, PATH. */
function findChromium() {
  return firstUsable({ variable: 'CHROMIUM_PATH', elsewhere: [...onPath('chromium'), ...onPath('chromium-browser'), ...onPath('google-chrome')], ask: '--version', version: /(\d+)\./, atLeast: 120 });
}

/** A font with Chinese characters: `GOUFU_CHINESE_FONT`, or what Debian's packages bring. */
function findChineseFont() {
  const path = [process.env.GOUFU_CHINESE_FONT, '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc'].find((file) => file && existsSync(file));
  return path === undefined ? null : { path, version: 'present' };
}

function firstUsable({ variable, elsewhere, ...wanted }) {
  const named = process.env[variable];
  if (!named) return elsewhere.map((path) => inspect(path, wanted)).find((one) => one !== null) ?? null;
  const found = inspect(named, wanted);
  if (found === null) throw new Trouble(`${variable} names ${named}, which is not a usable program of version ${wanted.atLeast} or newer.`, `set ${variable} to the program itself, or unset it.`);
  return found;
}

function inspect(path, { ask, version, atLeast }) {
  if (!isExecutable(path)) return null;
  const { stdout, stderr } = spawnSync(path, [ask], { encoding: 'utf8' });
  const found = version.exec(`${stdout}${stderr}`)?.[1];
  return found !== undefined && Number(found) >= atLeast ? { path, version: found } : null;
}

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).filter(Boolean).map((folder) => join(folder, name));

function installedJavas() {
  const folder = '/usr/lib/jvm';
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, 'bin', 'java')) : [];
}

/** True for a file that this user may execute. */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
