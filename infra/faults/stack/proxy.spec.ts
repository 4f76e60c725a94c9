import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Proxy } from './proxy.js';

/** Answers every byte that it gets with the same byte. */
let echo: Server;
let received: string;
let proxy: Proxy;
const clients: Socket[] = [];

beforeEach(async () => {
  received = '';
  echo = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text;
      socket.write(text);
    });
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await Proxy.open(0, (echo.address() as AddressInfo).port);
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
  echo.close();
});

async function dial(): Promise<Socket> {
  const client = connect({ host: '127.0.0.1', port: proxy.port }).setEncoding('utf8');
  client.on('error', () => client.destroy());
  clients.push(client);
  await once(client, 'connect');
  return client;
}

const answerTo = async (client: Socket, text: string): Promise<string> => {
  client.write(text);
  let heard = '';
  while (heard.length < text.length) heard += String((await once(client, 'data'))[0]);
  return heard;
};

describe('the proxy', () => {
  it('passes everything on, whole or in slices', async () => {
    expect(await answerTo(await dial(), 'hello')).toBe('hello');
    proxy.set('up', { kind: 'slice', bytes: 2 });
    expect(await answerTo(await dial(), 'in pieces')).toBe('in pieces');
  });

  it('keeps the order of what it delays', async () => {
    proxy.set('down', { kind: 'delay', ms: 5 });
    const client = await dial();
    expect(await answerTo(client, 'one')).toBe('one');
    expect(await answerTo(client, 'two')).toBe('two');
  });

  it('drops one direction only: what was asked arrives, the answer does not, and a new connection works once healed', async () => {
    const client = await dial();
    await answerTo(client, 'before');
    proxy.set('down', { kind: 'drop' });
    let heard = '';
    client.on('data', (text: string) => (heard += text));
    client.write('asked');
    while (proxy.droppedBytes < 'asked'.length) await new Promise((resolve) => setImmediate(resolve));
    proxy.heal();
    expect(await answerTo(await dial(), 'after')).toBe('after');
    expect(received).toBe('beforeaskedafter');
    expect(heard).toBe('');
  });

  it('resets a connection at the first byte', async () => {
    const client = await dial();
    await answerTo(client, 'before');
    proxy.set('up', { kind: 'reset' });
    client.write('x');
    await new Promise((resolve) => client.once('close', resolve));
    expect(received).toBe('before');
  });
});
