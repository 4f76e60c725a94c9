import { OnEvaluationResultPublished } from './on-evaluation-result-published.consumer.js';
import { OnEvaluationResultRevised } from './on-evaluation-result-revised.consumer.js';
import { OnFundingClawbackRaised } from './on-funding-clawback-raised.consumer.js';
import { OnFundingClawbackSettled } from './on-funding-clawback-settled.consumer.js';
import { OnFundingTrancheForfeited } from './on-funding-tranche-forfeited.consumer.js';
import { OnFundingTrancheReleased } from './on-funding-tranche-released.consumer.js';
import { OnFundingTrancheWithheld } from './on-funding-tranche-withheld.consumer.js';
import { OnProcurementContractAmended } from './on-procurement-contract-amended.consumer.js';
import { OnProcurementContractSigned } from './on-procurement-contract-signed.consumer.js';
import { OnProcurementContractTerminated } from './on-procurement-contract-terminated.consumer.js';

/** Everything that moves the ranking; a rebuild reads the same facts. */
export const rankingConsumers = [
  OnProcurementContractSigned,
  OnProcurementContractAmended,
  OnProcurementContractTerminated,
  OnEvaluationResultPublished,
  OnEvaluationResultRevised,
  OnFundingTrancheForfeited,
  OnFundingTrancheReleased,
  OnFundingTrancheWithheld,
  OnFundingClawbackRaised,
  OnFundingClawbackSettled,
] as const;
