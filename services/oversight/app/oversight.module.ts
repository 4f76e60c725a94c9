import { facts } from '@goufu/contracts';
import { Module } from '@nestjs/common';
import { ExplainRankingController } from './explain-ranking/explain-ranking.controller.js';
import { GetTimelineController } from './get-timeline/get-timeline.controller.js';
import { ListPurchasesController } from './list-purchases/list-purchases.controller.js';
import { ListRankingsController } from './list-rankings/list-rankings.controller.js';
import { Reader } from './persistence/reader.js';
import { PublishRankingHandler } from './publish-ranking/publish-ranking.handler.js';
import { RankAgenciesHandler } from './rank-agencies/rank-agencies.handler.js';
import { rankingConsumers } from './rank-agencies/ranking-consumers.js';
import { SealAuditHandler } from './seal-audit/seal-audit.handler.js';
import { OnEveryFact } from './tell-timeline/on-every-fact.consumer.js';
import { ReleaseLatency } from './tell-timeline/release-latency.js';
import { TellTimelineHandler } from './tell-timeline/tell-timeline.handler.js';
import { VerifyAuditController } from './verify-audit/verify-audit.controller.js';

const controllers = [
  ListRankingsController,
  ExplainRankingController,
  ListPurchasesController,
  GetTimelineController,
  VerifyAuditController,
];

const handlers = [
  RankAgenciesHandler,
  PublishRankingHandler,
  TellTimelineHandler,
  SealAuditHandler,
];

/** One consumer of every fact there is, for the timeline and the audit trail. */
const timelineConsumers = {
  provide: Symbol('timeline consumers'),
  inject: [TellTimelineHandler, ReleaseLatency],
  useFactory: (handler: TellTimelineHandler, latency: ReleaseLatency) => facts.map((contract) => new OnEveryFact(contract, handler, latency)),
};

/** Oversight: projections of what the others publish, and nothing else. */
@Module({ controllers, providers: [Reader, ReleaseLatency, ...handlers, ...rankingConsumers, timelineConsumers] })
export class OversightModule {}
