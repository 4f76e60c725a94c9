/** Ports on the loopback address, taken below the range that the kernel gives to outgoing connections. */
import { spawnSync } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { randomInt } from 'node:crypto';

export const host = '127.0.0.1';
const lowest = 21_000;
const highest = 31_999;

/** A port that nobody listens on, none of `except`. */
export async function freePort(except = []) {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (!except.includes(port) && (await isFree(port))) return port;
  }
}

export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Who listens on `port`, as far as the machine tells: `nginx (pid 812)`, or `another program`. */
export function listenerOn(port) {
  const shown = spawnSync('ss', ['-ltnpH', `sport = :${port}`], { encoding: 'utf8' });
  const found = /\("([^"]+)",pid=(\d+)/.exec(shown.stdout ?? '');
  return found ? `${found[1]} (pid ${found[2]})` : 'another program';
}

/** Sends `request` to `port` and returns the first `atLeast` bytes or more of the answer. Fails with one reason. */
export function exchange(port, request, atLeast, timeoutMs = 2_000) {
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0);
    const socket = connect({ host, port });
    const end = (settle, value) => (socket.destroy(), settle(value));
    socket.setTimeout(timeoutMs, () => end(reject, new Error(`no answer within ${timeoutMs / 1000} s`)));
    socket.once('error', (error) => end(reject, new Error(error.code === 'ECONNREFUSED' ? `nobody listens on port ${port} yet` : error.message)));
    socket.once('close', () => reject(new Error('the connection was closed')));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length >= atLeast) end(resolve, answer);
    });
    socket.write(request);
  });
}
