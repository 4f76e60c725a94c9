import { createHash } from 'node:crypto';
import { factByType } from '@goufu/contracts';
import type { FactRecord } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { saveParties, saveStages, saveTerms, type Stood } from '../persistence/purchase.repository.js';
import { saveLines, type LineRow } from '../persistence/timeline.repository.js';
import { DailySeal } from '../seal-audit/daily-seal.js';
import { stageRank, tellingOf } from './catalogue.js';
import { toldOf, type Told } from './told-of.js';

interface ToldRecord {
  readonly record: FactRecord;
  readonly told: Told;
}

/** Facts become lines, and move the purchases that they belong to. Five statements at most, however many records. */
@Injectable()
export class TellTimelineHandler {
  private readonly seal = new DailySeal();

  async tell(tx: Tx, records: readonly FactRecord[]): Promise<void> {
    const all = records.map((record): ToldRecord => ({ record, told: toldOf(record.data) }));
    await saveLines(tx, all.map(lineOf));
    await saveStages(tx, stagesOf(records));
    await saveTerms(tx, all.filter(({ record, told }) => record.topic === 'procurement' && hasTerms(told)).map(termsOf));
    await saveParties(
      tx,
      all.flatMap(({ record, told }) => told.parties.map((org_id) => ({ purchase_id: record.correlationId, org_id, jurisdiction: record.jurisdiction }))),
    );
    await this.seal.schedule(tx, records);
  }
}

const lineOf = ({ record, told }: ToldRecord): LineRow => ({
  fact_id: record.id,
  purchase_id: record.correlationId,
  jurisdiction: record.jurisdiction,
  type: record.type,
  sequence: record.sequence,
  happened_at: record.time,
  actor_id: record.actorId,
  classification: factByType(record.type)?.classification ?? 'restricted',
  org_id: told.agencyOrgId ?? null,
  amount_fen: told.amountFen ?? null,
  about: told.about,
  causation_id: record.causationId ?? null,
  trace_id: record.traceparent?.split('-')[1] ?? null,
  content_sha256: contentDigest(record),
});

/** Binds an entry of the audit trail to what the fact said, not only to its id. */
const contentDigest = ({ type, subject, sequence, time, jurisdiction, actorId, data }: FactRecord): string =>
  createHash('sha256').update(JSON.stringify([type, subject, sequence, time, jurisdiction, actorId, data])).digest('hex');

/** Records of one purchase lie in the order of their stream, so the last one says where it stands. */
function stagesOf(records: readonly FactRecord[]): Stood[] {
  const stages = new Map<string, Stood>();
  for (const { type, correlationId: purchase_id, jurisdiction, time } of records) {
    const { stage } = tellingOf(type);
    if (stage) stages.set(purchase_id, { purchase_id, jurisdiction, stage, stage_rank: stageRank(stage), stage_since: time });
  }
  return [...stages.values()];
}

const hasTerms = ({ title, purchaser, agency, priceFen }: Told): boolean => [title, purchaser, agency, priceFen].some((term) => term !== undefined);

const termsOf = ({ record, told: { title, purchaser, agency, priceFen } }: ToldRecord) => ({
  purchase_id: record.correlationId,
  sequence: record.sequence,
  jurisdiction: record.jurisdiction,
  title: title ?? null,
  purchaser,
  agency,
  price_fen: priceFen ?? null,
});
