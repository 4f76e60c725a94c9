import { facts, listRankings, paymentInstructed, paymentSettled, trancheReleased, verifyAuditTrail, verifyLedger, type ResponseOf } from '@goufu/contracts';
import { formatYuan } from '@goufu/kernel';
import type { PlayScript } from './script/play-script.js';
import { expectSame } from './steps/expect.js';
import type { Purchase } from './steps/purchase.js';
import { points } from './steps/tender.js';
import { STAGES } from './world/ledger.js';
import { eventually, Unexpected } from './world/patience.js';
import { orphansOf, pathTo, spanIdOf, spansOf, traceIdOf } from './world/traces.js';
import type { World } from './world/world.js';

type Ranking = ResponseOf<typeof listRankings>['items'][number];
/** What one trace must lead through, from the result to the ranking. */
const CHAIN = ['evaluation', 'funding', 'oversight'];
const figures = (title: string) => ({ title, figures: true });

/** The tables of the fields in which the play's purchases compete, of the play's year. */
export async function rankingsOf(world: World, purchases: readonly Purchase[]): Promise<readonly Ranking[]> {
  const categories = [...new Set(purchases.map(({ script }) => script.plan.category))];
  const period = world.day(0).slice(0, 4);
  const tables = categories.map((category) => world.services.call('oversight', undefined, listRankings, { query: { category, period, limit: 100 } }));
  return (await Promise.all(tables)).flatMap(({ items }) => items);
}

/** Where each agency stood before and stands now. */
export function tellRankings(world: World, before: readonly Ranking[], after: readonly Ranking[]): void {
  world.narrator.heading('机构排名：之前 → 之后', 'the ranking, before and after');
  if (after.length === 0) throw new Unexpected('oversight shows no ranking');
  for (const { scope, rows, published } of after) {
    const earlier = before.find((table) => JSON.stringify(table.scope) === JSON.stringify(scope))?.rows ?? [];
    const standing = (row: Ranking['rows'][number] | undefined) => [row?.position === undefined ? '未评级' : String(row.position), row?.scoreBp === undefined ? '—' : points(row.scoreBp), String(row?.n ?? 0)];
    world.narrator.remark(`${scope.jurisdiction} · ${scope.period} · ${scope.category}${published ? '（年度定榜）' : ''}`, published ? 'final' : 'live');
    world.narrator.table(
      [{ title: '机构' }, figures('原名次'), figures('原分'), figures('原次数'), figures('名次'), figures('分数'), figures('次数')],
      rows.map((row) => [row.nameZh, ...standing(earlier.find(({ agencyOrgId }) => agencyOrgId === row.agencyOrgId)), ...standing(row)]),
    );
  }
}

/** Each tranche was owed once, instructed once and settled once, whatever came twice; to the fen as computed by hand (T6). */
export function tellTranches(world: World, purchase: Purchase): void {
  const { script, purchaseId, trancheIds } = purchase;
  const rows = script.contract.tranches.map(({ shareBp, expects }, i) => {
    const isThis = ({ data }: { readonly data: { readonly trancheId: string } }) => data.trancheId === trancheIds[i];
    const [released, instructed, settled] = [
      world.facts.of(trancheReleased, purchaseId).filter(isThis),
      world.facts.of(paymentInstructed, purchaseId).filter(isThis),
      world.facts.of(paymentSettled, purchaseId).filter(isThis),
    ];
    expectSame(`tranche ${i + 1} of ${script.title.en}: released, instructed, settled`, [released, instructed, settled].map((facts) => facts.length), [1, 1, 1]);
    const paid = settled[0]?.data.fen ?? '';
    expectSame(`what tranche ${i + 1} of ${script.title.en} paid`, formatYuan(BigInt(paid)), formatYuan(BigInt(expects)));
    return [String(i + 1), `${shareBp / 100} %`, formatYuan(BigInt(paid)), formatYuan(BigInt(expects)), settled[0]?.data.bookedOn ?? ''];
  });
  world.narrator.remark(script.title.zh, script.title.en);
  world.narrator.table([{ title: '期次' }, figures('比例'), figures('实付（元）'), figures('应为（元）'), { title: '入账日' }], rows);
}

/** Both books add up to zero, the transfers replay to the balances, the audit trail is whole, and the bank has what the ledger says. */
export async function tellBooks(world: World, { stagehands, treasury }: PlayScript, purchases: readonly Purchase[]): Promise<void> {
  world.narrator.heading('试算平衡', 'the trial balance');
  const { rows, totals } = await world.ledger.trialBalance();
  const budget = rows.filter(({ book }) => book === 'budget');
  world.narrator.table([{ title: '阶段' }, figures('余额（元）')], [
    ...budget.map(({ stage, balanceFen }) => [STAGES[stage] ?? stage, formatYuan(BigInt(balanceFen))]),
    ...totals.map(({ book, balanceFen }) => [book === 'budget' ? '预算账合计' : '现金账合计', formatYuan(BigInt(balanceFen))]),
  ]);
  expectSame('the sums of both books', totals.map(({ balanceFen }) => balanceFen), totals.map(() => '0'));
  const { discrepancies, transfers } = await world.call('funding', stagehands.auditor, verifyLedger, {});
  expectSame('what does not replay', discrepancies, []);
  await world.call('oversight', stagehands.auditor, verifyAuditTrail, { query: { jurisdiction: '510104' } }).then(({ whole }) => expectSame('the audit trail is whole', whole, true));
  const bank = await Promise.all(purchases.map(async ({ winningBid }) => (await world.treasury.account(winningBid.account))?.balanceFen ?? '0'));
  world.narrator.remark(`${transfers} 笔分录可重放；审计链完整；国库账户 ${treasury.account}；收款账户 ${bank.map((fen) => formatYuan(BigInt(fen))).join(' / ')} 元`, 'ledger replays, audit trail whole');
}

/** One trace from the act that made a result final, through outbox and Kafka, to funding's release and oversight's ranking; every parent link is there. */
export async function tellTrace(world: World, traceDir: string | undefined, traceparent: string): Promise<void> {
  world.narrator.heading('一条链路', 'one trace across evaluation → funding → oversight');
  if (traceDir === undefined) return world.narrator.remark('未设置 TRACE_DIR，无法核对链路', 'TRACE_DIR is not set: no trace can be walked');
  const traceId = traceIdOf(traceparent);
  const { spans, path } = await eventually('the trace is exported and whole', async () => {
    const spans = await spansOf(traceDir, traceId);
    const [orphan] = orphansOf(spans, spanIdOf(traceparent));
    if (orphan) throw new Unexpected(`the parent of ${orphan.service} “${orphan.name}” is missing`);
    const path = spans.map((span) => pathTo(span, spans)).find((way) => CHAIN.every((service) => way.some((span) => span.service === service)));
    if (!path) throw new Unexpected(`none of its ${spans.length} spans leads from ${CHAIN.join(' through ')}`);
    return { spans, path };
  });
  world.narrator.remark(`链路 ${traceId}：${spans.length} 段，父子链接齐全`, 'every parent link is there');
  for (const { service, name } of path) world.narrator.remark(`  ${service}`, name);
}

/** Every fact of the main job occurred; the list of those that do not yet may only shrink. */
export function checkFacts(world: World, { mustOccur, notYet }: PlayScript): void {
  const seen = new Set(world.facts.all.map(({ type }) => type));
  const nameOf = ({ context, name }: { context: string; name: string }) => `${context}.${name}`;
  const occurred = new Set(facts.filter(({ type }) => seen.has(type)).map(nameOf));
  const missing = mustOccur.filter((name) => !occurred.has(name) && !notYet.includes(name));
  expectSame('facts of the main job that never occurred', missing, []);
  expectSame('facts that are listed as not yet occurring, and do', notYet.filter((name) => occurred.has(name)), []);
  world.narrator.remark(`${occurred.size} 种事实，主线 ${mustOccur.length} 种全部发生`, `${world.facts.all.length} facts of ${occurred.size} kinds`);
}
