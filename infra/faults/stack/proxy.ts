import { connect, createServer, type Server, type Socket } from 'node:net';

/** What a proxy does to the bytes of one direction. */
export type Treatment =
  | { readonly kind: 'pass' }
  /** Nothing arrives any more; whoever sends learns nothing of it. */
  | { readonly kind: 'drop' }
  /** Connections are torn down as soon as a byte comes this way. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Bytes arrive in pieces of this size, one per turn of the event loop. */
  | { readonly kind: 'slice'; readonly bytes: number };

export type Direction = 'up' | 'down';

const PASS: Treatment = { kind: 'pass' };

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  /** A direction of which bytes were dropped can never carry any again: the stream has a hole. */
  readonly broken: Set<Direction>;
}

/** A TCP proxy in user space with a fault in each direction: `up` from client to server, `down` back. */
export class Proxy {
  private readonly pairs = new Set<Pair>();
  private readonly treatments: Record<Direction, Treatment> = { up: PASS, down: PASS };
  private readonly server: Server;
  /** How many bytes never arrived. */
  droppedBytes = 0;

  private constructor(private readonly target: number) {
    this.server = createServer((client) => this.accept(client));
  }

  /** Listens on `port` (0: any) of the loopback address and forwards to `target`. */
  static async open(port: number, target: number): Promise<Proxy> {
    const proxy = new Proxy(target);
    await new Promise<void>((resolve, reject) => {
      proxy.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy is closed');
    return address.port;
  }

  /** How many connections go through now. */
  get connections(): number {
    return this.pairs.size;
  }

  set(direction: Direction, treatment: Treatment): void {
    this.treatments[direction] = treatment;
  }

  /** Lets everything pass again. Connections that lost bytes stay silent for ever, as behind a firewall that forgot them. */
  heal(): void {
    this.set('up', PASS);
    this.set('down', PASS);
  }

  /** Tears every connection down. */
  resetAll(): void {
    for (const pair of this.pairs) this.tear(pair);
  }

  async close(): Promise<void> {
    this.resetAll();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private accept(client: Socket): void {
    const server = connect({ host: '127.0.0.1', port: this.target });
    const pair: Pair = { client, server, broken: new Set() };
    this.pairs.add(pair);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.tear(pair));
      socket.on('close', () => this.tear(pair));
    }
    this.forward(pair, 'up', client, server);
    this.forward(pair, 'down', server, client);
  }

  private forward(pair: Pair, direction: Direction, from: Socket, to: Socket): void {
    let before = Promise.resolve();
    from.on('data', (bytes: Buffer) => {
      const treatment = pair.broken.has(direction) ? { kind: 'drop' as const } : this.treatments[direction];
      if (treatment.kind === 'drop') {
        pair.broken.add(direction);
        this.droppedBytes += bytes.length;
      } else if (treatment.kind === 'reset') this.tear(pair);
      else before = before.then(() => deliver(to, bytes, treatment));
    });
    from.on('end', () => {
      if (!pair.broken.has(direction)) before = before.then(() => void to.end());
    });
  }

  private tear(pair: Pair): void {
    if (!this.pairs.delete(pair)) return;
    pair.client.resetAndDestroy();
    pair.server.resetAndDestroy();
  }
}

async function deliver(to: Socket, bytes: Buffer, treatment: Treatment): Promise<void> {
  if (treatment.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, treatment.ms));
  if (treatment.kind !== 'slice') {
    write(to, bytes);
    return;
  }
  for (let at = 0; at < bytes.length; at += treatment.bytes) {
    write(to, bytes.subarray(at, at + treatment.bytes));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function write(to: Socket, bytes: Buffer): void {
  if (!to.destroyed) to.write(bytes);
}
