import { connect, type Socket } from 'node:net';
import type { ISocketFactoryArgs } from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;

/**
 * The connections of one client, by broker. kafkajs gives up a request that is not answered in time, but keeps asking on the same connection: one
 * that is half open (a firewall forgot it, answers are lost on the way) would stay silent for ever.
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
    return socket.once('close', () => sockets.delete(socket));
  };

  /** A request to this broker was not answered: tears down every connection to it, so that whoever asks next opens a new one. */
  tear(broker: string): void {
    for (const socket of this.open.get(broker) ?? []) socket.destroy(new Error('a request was not answered, the connection is given up'));
  }
}
