import { setTimeout as delay } from 'node:timers/promises';
import { sumFen, wireFen } from '@goufu/kernel';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { z } from 'zod';
import { Callbacks, statusOf } from './callbacks.js';
import type { Account } from './books.js';
import type { TreasuryConfig } from './config.js';
import { dayStatements, withholding } from './day-statements.js';
import { FileDesk } from './files/file-desk.js';
import { Hostility, type Subject } from './hostility.js';
import { Journal } from './journal.js';
import { accountOpening, accountStatus, clockSetting, dailyQuery, hostilityPlan, instruction, statementQuery, type Instruction } from './schemas.js';
import { statementPage } from './statement.js';
import { Contradiction, Treasury } from './treasury.js';

type Dawdle = (subject: Subject) => Promise<void>;

/** The treasury on HTTP; `listen` is left to the caller. */
export function serverFor(config: TreasuryConfig): FastifyInstance {
  const app = fastify({ logger: { level: config.logLevel }, forceCloseConnections: true });
  const hostility = new Hostility();
  const journal = new Journal(config.dataDir);
  const callbacks = new Callbacks(config.callbackUrl, config.callbackKey, hostility, (message) => app.log.warn(message));
  const treasury = new Treasury(journal, () => new Date().toISOString(), (payment) => void callbacks.changed(payment));
  app.addHook('onClose', async () => journal.close());
  const exchangeFiles = exchangerFor(app, config, treasury, hostility);
  app.addHook('preHandler', async () => {
    treasury.settleDue();
    exchangeFiles();
  });
  app.setErrorHandler((error, _request, reply) => problem(error, reply));
  addSettings(app, treasury, hostility);
  const dawdle = dawdlerFor(app, hostility);
  addAccounts(app, treasury, hostility, dawdle);
  addPayments(app, treasury, hostility, dawdle, callbacks);
  return app;
}

async function problem(error: unknown, reply: FastifyReply): Promise<FastifyReply> {
  if (error instanceof z.ZodError) return reply.code(400).send({ code: 'invalid', message: z.prettifyError(error) });
  if (error instanceof Contradiction) return reply.code(409).send({ code: 'contradiction', message: error.message });
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status >= 500) reply.log.error(error);
  return reply.code(status).send({ code: status >= 500 ? 'fault' : 'invalid', message: status >= 500 ? 'fault' : String(error) });
}

function addSettings(app: FastifyInstance, treasury: Treasury, hostility: Hostility): void {
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async () => ({ checks: [{ name: 'journal', ok: true }] }));
  app.get('/clock', async () => ({ at: treasury.now }));
  app.put('/clock', async ({ body }) => {
    treasury.setClock(clockSetting.parse(body).at);
    return { at: treasury.now };
  });
  app.get('/hostility', async () => ({ seed: hostility.seed, rules: hostility.rules }));
  app.put('/hostility', async ({ body }) => {
    const plan = hostilityPlan.parse(body);
    hostility.set(plan);
    app.log.info({ seed: plan.seed, rules: plan.rules.length }, 'hostility');
    return { seed: hostility.seed, rules: hostility.rules };
  });
}

const describe = ({ opening, status, balance }: Account) => ({ ...opening, status, balanceFen: wireFen(balance) });

function addAccounts(app: FastifyInstance, treasury: Treasury, hostility: Hostility, dawdle: Dawdle): void {
  const unknown = (reply: FastifyReply, account: string) => reply.code(404).send({ code: 'unknown-account', message: `no account ${account}` });

  const withhold = withholding();
  app.get('/accounts', async () => ({
    accounts: treasury.accounts.map(describe),
    totalFen: wireFen(sumFen(treasury.accounts.map((account) => account.balance))),
  }));
  app.post('/accounts', async ({ body }, reply) => reply.code(201).send(describe(treasury.open(accountOpening.parse(body)))));
  app.get<{ Params: { id: string } }>('/accounts/:id', async ({ params }, reply) => {
    const account = treasury.account(params.id);
    return account ? describe(account) : unknown(reply, params.id);
  });
  app.put<{ Params: { id: string } }>('/accounts/:id/status', async ({ params, body }, reply) => {
    const account = treasury.account(params.id);
    if (!account) return unknown(reply, params.id);
    treasury.mark(params.id, z.object({ status: accountStatus }).parse(body).status);
    return describe(account);
  });
  app.get('/statements', async ({ query }, reply) => {
    const wanted = statementQuery.parse(query);
    const account = treasury.account(wanted.account);
    if (!account) return unknown(reply, wanted.account);
    await dawdle({ accounts: [wanted.account], endToEndIds: [] });
    return statementPage(account, wanted, hostility);
  });
  app.get('/statements/daily', async ({ query }, reply) => {
    const { account: id, after } = dailyQuery.parse(query);
    const account = treasury.account(id);
    if (!account) return unknown(reply, id);
    const due = dayStatements(account, treasury.now).filter(({ number }) => number > after);
    const subject = { accounts: [id], endToEndIds: [] };
    const told = withhold(due, () => hostility.strike(['day-missing'], subject) !== undefined);
    if (told !== due) return { statements: told };
    if (due.length > 0 && hostility.strike(['day-twice'], subject)) return { statements: [...due, ...due] };
    return { statements: due };
  });
}

const subjectOf = ({ debtorAccount, creditorAccount, endToEndId }: Instruction): Subject => ({
  accounts: [debtorAccount, creditorAccount],
  endToEndIds: [endToEndId],
});

function addPayments(app: FastifyInstance, treasury: Treasury, hostility: Hostility, dawdle: Dawdle, callbacks: Callbacks): void {
  app.post('/payments', async ({ body }, reply) => {
    const order = instruction.parse(body);
    const subject = subjectOf(order);
    await dawdle(subject);
    // Once hijacked, nobody answers: the caller waits until it gives up.
    if (hostility.strike(['times-out-without-paying'], subject)) return reply.hijack();
    const silent = hostility.strike(['pays-then-times-out'], subject) !== undefined;
    if (silent) callbacks.silence(order.endToEndId);
    const payment = treasury.pay(order, () => hostility.deviationFor(order, subject, treasury.othersThan(subject.accounts)));
    if (silent) return reply.hijack();
    // Accepted is not settled: a booking is told by the statement, never by this answer.
    const refusedAtOnce = payment.status === 'rejected' && payment.deviation.rejectAfterDays === undefined;
    return reply.code(202).send(statusOf(refusedAtOnce ? payment : { ...payment, status: 'accepted' }));
  });
  app.get<{ Params: { endToEndId: string } }>('/payments/:endToEndId', async ({ params }, reply) => {
    await dawdle({ accounts: [], endToEndIds: [params.endToEndId] });
    const payment = treasury.payment(params.endToEndId);
    return payment ? statusOf(payment) : reply.code(404).send({ code: 'never-received', message: `no payment ${params.endToEndId} was ever received` });
  });
}

/** The desk at which files are exchanged, if there is one: works by itself, and whenever somebody asks. */
function exchangerFor(app: FastifyInstance, { files }: TreasuryConfig, treasury: Treasury, hostility: Hostility): () => void {
  if (!files) return () => undefined;
  const { root, account, everyMs } = files;
  const desk = new FileDesk({ root, account, treasury, hostility, warn: (message) => app.log.warn(message), elapsedMs: () => performance.now() });
  const work = () => {
    try {
      desk.work();
    } catch (error) {
      app.log.error(error);
    }
  };
  const timer = setInterval(work, everyMs);
  app.addHook('onClose', async () => clearInterval(timer));
  return work;
}

/** Slow, but not so slow that it outlives the server; a caller who has given up does not shorten it. */
const dawdlerFor = (app: FastifyInstance, hostility: Hostility): Dawdle => {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  return async (subject) => {
    const rule = hostility.strike(['slow'], subject);
    if (rule) await delay(rule.delayMs, undefined, { signal: closing.signal });
  };
};
