import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { servers } from '@goufu/testing';
import { KafkaBus } from './kafka-bus.js';

/** A way to the broker on which the first connection is a dead one: what is asked never arrives, and nobody says so. */
let way: Server;
let dialled: number;

beforeEach(async () => {
  dialled = 0;
  const { kafkaBrokers } = await servers();
  const port = Number(kafkaBrokers.split(',')[0]?.split(':')[1]);
  way = createServer((socket) => {
    dialled += 1;
    socket.on('error', () => socket.destroy());
    if (dialled === 1) socket.resume();
    else socket.pipe(connect({ host: '127.0.0.1', port }).on('error', () => socket.destroy())).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(way, 'listening');
});

afterEach(() => {
  way.close();
});

describe('a connection on which a request was not answered', () => {
  it('is given up, and the broker dialled anew', async () => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const { port } = way.address() as AddressInfo;
    const bus = new KafkaBus({ brokers: [`127.0.0.1:${port}`], clientId: 'spec', answerWithinMs: 1_000, log });
    await expect(bus.check()).resolves.toBeUndefined();
    expect(dialled).toBe(2);
    await bus.close();
  });
});
