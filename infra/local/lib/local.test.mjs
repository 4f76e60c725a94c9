/* oxlint-disable typescript/no-floating-promises -- node:test waits for what it was given */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openHome, portsOf, writeJson } from './home.mjs';
import { httpReady, untilReady } from './health.mjs';
import { knowsItself, startKafka } from './kafka.mjs';
import { accepts, startPostgres } from './postgres.mjs';
import { checkPorts } from './preflight.mjs';
import { end, identity, isAlive, lastLines, launch, running } from './processes.mjs';
import { answersPing, startRedis } from './redis.mjs';
import { orSayWhy, Trouble } from './say.mjs';
import { serverPorts } from './servers.mjs';

let home;
let ports;
before(async () => {
  home = openHome(mkdtempSync(join(tmpdir(), 'goufu-local-')));
  ports = await portsOf(home, serverPorts);
});
after(() => rmSync(home.dir, { recursive: true, force: true }));

describe('the servers after a crash', () => {
  const servers = {
    postgres: [() => startPostgres({ home, port: ports.postgres }), accepts],
    kafka: [() => startKafka({ home, port: ports.kafka, controllerPort: ports['kafka-controller'] }), knowsItself],
    redis: [() => startRedis({ home, port: ports.redis }), answersPing],
  };
  for (const [name, [start, answers]] of Object.entries(servers)) {
    it(`starts ${name} again on the same data after SIGKILL, and finds it when it runs`, { timeout: 120_000 }, async () => {
      const first = await start();
      await first.kill();
      assert.equal(running(home, name), null);
      const second = await start();
      assert.notEqual(second.pid, first.pid);
      assert.equal((await start()).pid, second.pid);
      await answers(running(home, name));
      assert.equal(await second.stop(), 'stopped');
    });
  }

  it('starts PostgreSQL although the pid it left behind belongs to somebody else now', { timeout: 60_000 }, async () => {
    const stranger = spawn('sleep', ['60']);
    const left = [stranger.pid, `${home.dir}/postgres/data`, 1, ports.postgres, '', '127.0.0.1', '', 'ready', ''];
    writeFileSync(join(home.dir, 'postgres', 'data', 'postmaster.pid'), left.join('\n'));
    await (await startPostgres({ home, port: ports.postgres })).stop();
    assert.equal(stranger.signalCode, null);
    stranger.kill('SIGKILL');
  });
});

describe('troubles', () => {
  it('say in one sentence that a disk is full, whoever found out', async () => {
    const said = [];
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (text) => said.push(text) > 0;
    try {
      await orSayWhy(() => Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })));
      await orSayWhy(() => Promise.reject(new Error('could not write to file "pg_wal/xlogtemp.7": No space left on device')));
      await orSayWhy(() => Promise.reject(new Trouble('Kafka could not make its data folder.', 'run the command again.', 'IOException: No space left on device')));
    } finally {
      process.stderr.write = write;
      process.exitCode = 0;
    }
    assert.equal(said.length, 3);
    assert.match(said.pop(), /To mend it: the disk is full: free some space first\. Then run the command again\.\n$/);
    for (const text of said) assert.match(text, /^\nGoufu cannot go on: the disk is full \(.+\)\.\nTo mend it: free some space/);
  });
});

describe('processes', () => {
  it('never signals a process that merely has the pid of a dead one', async () => {
    const stranger = spawn('sleep', ['60']);
    writeJson(join(home.run, 'redis.json'), { name: 'redis', ...identity(stranger.pid), ticks: 1 });
    assert.equal(running(home, 'redis'), null);
    await end(home, { name: 'redis', ...identity(stranger.pid), ticks: 1 });
    assert.equal(stranger.exitCode ?? stranger.signalCode, null);
    stranger.kill('SIGKILL');
  });

  it('kills what does not end in time', async () => {
    const record = await launch(home, 'stubborn', { command: 'sh', args: ['-c', "trap '' TERM; echo set; while :; do sleep 1; done"], cwd: home.dir, env: process.env });
    await untilReady(home, record, async () => assert.match(lastLines(home, record), /set/));
    assert.equal(await end(home, record, { graceMs: 300 }), 'killed');
    assert.equal(isAlive(record), false);
  });

  it('shows of a log what the process itself said, not an earlier one', async () => {
    const said = async (word) => {
      const record = await launch(home, 'talker', { command: 'sh', args: ['-c', `echo ${word}; sleep 30`], cwd: home.dir, env: process.env });
      await untilReady(home, record, async () => assert.equal(lastLines(home, record), word));
      await end(home, record);
    };
    await said('first');
    await said('second');
  });

  it('says that a kept port is taken, and by whom to look for', async () => {
    const stranger = createServer().listen(ports.redis, '127.0.0.1');
    await new Promise((resolve) => stranger.once('listening', resolve));
    await assert.rejects(checkPorts(home, ports), ({ message, mend }) => message.includes(String(ports.redis)) && mend.includes('ports.json'));
    stranger.close();
  });

  it('says which check of a process fails, and what a process that died said last', async () => {
    const stranger = createServer((_, response) => response.writeHead(503).end(JSON.stringify({ checks: [{ name: 'kafka', ok: false, reason: 'no broker' }] })));
    await new Promise((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    await assert.rejects(httpReady(`http://127.0.0.1:${stranger.address().port}`), /kafka: no broker/);
    stranger.close();
    const record = await launch(home, 'dying', { command: 'sh', args: ['-c', 'echo ACCOUNT_KEY is missing; exit 1'], cwd: home.dir, env: process.env });
    await assert.rejects(untilReady(home, record, () => Promise.reject(new Error('not yet'))), ({ details }) => details.includes('ACCOUNT_KEY is missing'));
  });
});
