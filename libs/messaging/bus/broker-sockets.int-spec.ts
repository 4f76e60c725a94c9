import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { servers } from '@goufu/testing';
import { KafkaBus } from './kafka-bus.js';

/** A way to the broker. A dead connection takes what is asked, and nobody says that it never arrives; a cut one ends in the middle of an answer. */
let way: Server;
let clients: Socket[];
let dialled: number;
let firstIsDead: boolean;
let cutNext: boolean;

/** An address as the broker tells it: the host, then the port in four bytes. */
function address(host: string, port: number): Buffer {
  const end = Buffer.alloc(4);
  end.writeInt32BE(port);
  return Buffer.concat([Buffer.from(host), end]);
}

/** Passes the broker's bytes on, its address changed to that of the way, but for those after the first six of the answer that is to be cut. */
function pass(broker: Socket, client: Socket, itself: Buffer, instead: Buffer): void {
  broker.on('error', () => client.destroy()).on('close', () => client.destroy());
  broker.on('data', (bytes: Buffer) => {
    for (let at = bytes.indexOf(itself); at >= 0; at = bytes.indexOf(itself, at + 1)) instead.copy(bytes, at);
    if (!cutNext) return void client.write(bytes);
    cutNext = false;
    client.end(bytes.subarray(0, 6), () => client.destroy());
  });
}

beforeEach(async () => {
  [dialled, firstIsDead, cutNext, clients] = [0, false, false, []];
  const { kafkaBrokers } = await servers();
  const [host = '', port = ''] = kafkaBrokers.split(',')[0]?.split(':') ?? [];
  way = createServer((socket) => {
    dialled += 1;
    clients.push(socket);
    socket.on('error', () => socket.destroy());
    if (dialled === 1 && firstIsDead) socket.resume();
    else pass(socket.pipe(connect({ host, port: Number(port) })), socket, address(host, Number(port)), address(host, (way.address() as AddressInfo).port));
  }).listen(0, host);
  await once(way, 'listening');
});

afterEach(() => {
  for (const client of clients) client.destroy();
  way.close();
});

describe('a connection', () => {
  const open = (): KafkaBus => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const { port } = way.address() as AddressInfo;
    return new KafkaBus({ brokers: [`127.0.0.1:${port}`], clientId: 'spec', answerWithinMs: 1_000, log });
  };

  it('on which a request was not answered is given up, and the broker dialled anew', async () => {
    firstIsDead = true;
    const bus = open();
    await expect(bus.check()).resolves.toBeUndefined();
    expect(dialled).toBe(2);
    await bus.close();
  });

  it('that ends in the middle of an answer leaves nothing to the one after it', async () => {
    const bus = open();
    await bus.check();
    cutNext = true;
    await expect(bus.check()).rejects.toThrow('Closed connection');
    await expect(bus.check()).resolves.toBeUndefined();
    await bus.close();
  });
});
