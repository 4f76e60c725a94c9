import { connect, type Socket } from 'node:net';
import type { ISocketFactoryArgs } from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;
/** Bytes that say how long the rest of an answer is. */
const LENGTH = 4;

/**
 * The connections of one client, by broker. kafkajs gives up a request that is not answered in time, but keeps asking on the same connection: one
 * that is half open (a firewall forgot it, answers are lost on the way) would stay silent for ever. And it keeps what a broken connection left of
 * an answer, and reads the next connection's bytes as the rest of it: a broker that dies in the middle of one would never be heard again.
 */
export class BrokerSockets {
  private readonly open = new Map<string, Set<Socket>>();

  /** What kafkajs opens its connections with. */
  readonly factory = ({ host, port, onConnect }: ISocketFactoryArgs): Socket => {
    // What is written behind an unanswered request is not held back until that is acknowledged.
    const socket = connect({ host, port }, onConnect).setKeepAlive(true, KEEP_ALIVE_MS).setNoDelay(true);
    const broker = `${host}:${port}`;
    const sockets = this.open.get(broker) ?? new Set();
    this.open.set(broker, sockets.add(socket));
    socket.once('close', () => sockets.delete(socket));
    return hearingWhole(socket);
  };

  /** A request to this broker was not answered: tears down every connection to it, so that whoever asks next opens a new one. */
  tear(broker: string): void {
    for (const socket of this.open.get(broker) ?? []) socket.destroy(new Error('a request was not answered, the connection is given up'));
  }
}

/** The socket, of which a listener hears whole answers only; what is left of one ends with its connection. */
function hearingWhole(socket: Socket): Socket {
  const on = socket.on.bind(socket) as (event: string, listener: (bytes: Buffer) => void) => Socket;
  return Object.assign(socket, { on: (event: string, listener: (bytes: Buffer) => void) => on(event, event === 'data' ? wholeAnswers(listener) : listener) });
}

/** Collects bytes until an answer is whole, and hands on as many as are. */
export function wholeAnswers(hear: (answers: Buffer) => void): (bytes: Buffer) => void {
  let kept: Buffer[] = [];
  let needed = LENGTH;
  let size = 0;
  return (bytes) => {
    kept.push(bytes);
    size += bytes.length;
    if (size < needed) return;
    const all = kept.length === 1 ? bytes : Buffer.concat(kept);
    let end = 0;
    for (needed = lengthAt(all, end); end + needed <= all.length; needed = lengthAt(all, end)) end += needed;
    kept = end < all.length ? [all.subarray(end)] : [];
    size = all.length - end;
    if (end > 0) hear(all.subarray(0, end));
  };
}

/** How long the answer is that begins at `start`, as far as that is known. */
const lengthAt = (bytes: Buffer, start: number): number => (start + LENGTH <= bytes.length ? LENGTH + Math.max(0, bytes.readInt32BE(start)) : LENGTH);
