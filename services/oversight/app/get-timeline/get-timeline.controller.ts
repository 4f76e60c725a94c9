import { getPurchaseTimeline, type RouteInput } from '@goufu/contracts';
import { refusalsOf } from '@goufu/kernel';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { inOrder } from '../../domain/timeline/order.js';
import { storyView } from '../list-purchases/story-view.js';
import { readPurchases } from '../persistence/purchase.repository.js';
import { Reader } from '../persistence/reader.js';
import { readLines } from '../persistence/timeline.repository.js';
import { tellingOf } from '../tell-timeline/catalogue.js';

const refuse = refusalsOf('purchase', {
  unknown: { kind: 'not-found', zh: '没有这项采购，或您无权查看', en: 'no such purchase, or not for you to see' },
});

@Controller()
export class GetTimelineController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(getPurchaseTimeline)
  async get(@Input() { params: { purchaseId } }: RouteInput<typeof getPurchaseTimeline>, @Caller() caller: Caller) {
    const [purchase] = await readPurchases(this.reader, caller.scope, { purchaseId, limit: 1 });
    if (!purchase) return refuse('unknown');
    const rows = await readLines(this.reader, purchaseId, { agencyOrgId: caller.scope.orgId }, purchase.agency_org_id ?? undefined);
    return { purchase: storyView(purchase), lines: inOrder(rows.map(lineView)).map(({ context: _context, sequence: _sequence, ...line }) => line) };
  }
}

type Row = Awaited<ReturnType<typeof readLines>>[number];

function lineView(row: Row) {
  const { zh, en, by } = tellingOf(row.type);
  return {
    factId: row.fact_id,
    type: row.type,
    context: row.type.split('.')[0] ?? '',
    sequence: Number(row.sequence),
    zh,
    en,
    at: row.happened_at.toISOString(),
    by: row.actor_id.startsWith('service:') ? ('system' as const) : by,
    classification: row.classification,
    amountFen: row.amount_fen ?? undefined,
    about: row.about,
    causationId: row.causation_id ?? undefined,
    traceId: row.trace_id ?? undefined,
  };
}
