import { availableParallelism, cpus, release, totalmem } from 'node:os';
import type { Measured } from '../bench.js';
import type { Plan } from '../plan.js';
import { statementsPerChunk } from '../runs/statements.js';
import type { Stack } from '../world/stack.js';
import { boundOf } from './bounds.js';
import { goalsTable } from './goals.js';
import { brokenList, latencyTable, ledgerTable, limitsTable, profileTable, statementsTable, throughputTable } from './table.js';

/** The whole report as Markdown: `docs/performance.md`, and what the person at the terminal reads. */
export function documentOf(stack: Stack, plan: Plan, measured: Measured, at: Date): string {
  const { points, ledger, limits, statements, profile, leftOut } = measured;
  const broken = brokenList(points, ledger);
  const closed = points.filter(({ point }) => point.rate === undefined);
  return [
    '# Performance',
    'Written by `npm run bench:release -- --write` (infra/benchmark). No figure is written by hand.',
    conditions(stack, plan, at),
    section('Against what is to be reached', goalsTable(measured)),
    broken && section('Runs that broke an invariant, and therefore count nothing', broken),
    closed.length > 0 && section('As fast as it goes', `${throughputTable(points)}\n\n${closed.map(boundOf).join('\n')}`),
    points.length > closed.length && section('At fixed rates, from the moment a result was due', latencyTable(points)),
    ledger.size > 0 && section('The ledger without Kafka, domain and facts', ledgerTable(ledger)),
    limits.length > 0 && section('What nothing on these servers can beat', limitsTable(limits)),
    statements && statements.chunks > 0 && section('Statements to the database', statementsOf(statements)),
    profile.length > 0 && section('Where the service spends its time', profileTable(profile)),
    leftOut.length > 0 && section('Left out', leftOut.map((what) => `- ${what}`).join('\n')),
  ]
    .filter((part) => part !== false && part !== '' && part !== undefined)
    .join('\n\n')
    .concat('\n');
}

const section = (title: string, text: string): string => `## ${title}\n\n${text}`;

function conditions(stack: Stack, plan: Plan, at: Date): string {
  const [cpu] = cpus();
  const versions = Object.entries(stack.versions).map(([name, version]) => `${name} ${version}`);
  const share = (part: number): string => `${(part * 100).toFixed(0)} %`;
  return [
    `- ${at.toISOString().slice(0, 10)}, commit ${stack.commit}, ${plan.name} plan: ${plan.repeats} interleaved repeats, ${plan.warmSeconds} s to warm up and ${plan.seconds} s each; medians, with the least and the greatest in brackets.`,
    `- Machine: ${availableParallelism()} processors (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}; ${versions.join(', ')}, Node ${process.versions.node}. Servers, service and load share it, over the loopback address.`,
    `- The work: from \`evaluation.result-published\` produced (acks=all, idempotent) to \`funding.tranche-released\` read back; validation and tracing on, the service as \`npm start\` runs it. Before it ${(plan.history * 11).toLocaleString('en-US')} rows of transfers, facts, inbox and tranches; ${share(plan.duplicates)} of the sends are duplicates, ${share(plan.overBudget)} of the results are over their budget, which is an outcome on record.`,
    `- The others: \`nest-stock\` is Nest's Kafka transport with a transaction and a commit per event, the same rows in plain SQL, no tracing, no outbox; \`nest-stock-3\` handles three partitions at once; \`pgledger\` is the same with pgledger's function for the two transfers.`,
    `- One broker without replicas and a disk behind a host's cache: nothing here is evidence about loss of power.`,
  ].join('\n');
}

function statementsOf(statements: NonNullable<Measured['statements']>): string {
  const { chunks, results } = statements;
  const summary = `${statementsPerChunk(statements).toFixed(1)} per chunk, BEGIN and COMMIT included, the relay's aside; round trips are at most as many, since what needs no answer is sent with what follows. A chunk brought ${(results / chunks).toFixed(1)} outcomes (${chunks.toLocaleString('en-US')} chunks).`;
  return `${summary}\n\n${statementsTable(statements)}`;
}
