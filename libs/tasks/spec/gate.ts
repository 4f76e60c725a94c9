import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can be shut: connections break, new ones are refused, the server itself knows nothing. */
export interface Gate {
  readonly url: string;
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** An open gate before `serverUrl`, on a free port that it keeps. */
export async function gateBefore(serverUrl: string): Promise<Gate> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let port = 0;
  const server = createServer((inside) => {
    const outside = connect({ host: target.hostname, port: Number(target.port) });
    for (const socket of [inside, outside]) {
      sockets.add(socket);
      // A broken pipe is what a gate is for; each end takes the other one with it.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        inside.destroy();
        outside.destroy();
      });
    }
    inside.pipe(outside).pipe(inside);
  });
  const gate = {
    open: () =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
      }),
    shut: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  await gate.open();
  port = (server.address() as AddressInfo).port;
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${port}`;
  return { ...gate, url: url.href };
}
