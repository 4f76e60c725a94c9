import { CONFIGURATION } from '@goufu/service';
import { Module, type Provider } from '@nestjs/common';
import { AttachRectificationFileController } from './attach-rectification-file/attach-rectification-file.controller.js';
import { AttachRectificationFileHandler } from './attach-rectification-file/attach-rectification-file.handler.js';
import { CertifyAcceptanceController } from './certify-acceptance/certify-acceptance.controller.js';
import { CertifyAcceptanceHandler } from './certify-acceptance/certify-acceptance.handler.js';
import { CloseProjectController } from './close-project/close-project.controller.js';
import { CloseProjectHandler } from './close-project/close-project.handler.js';
import { DecideDeliverableController } from './decide-deliverable/decide-deliverable.controller.js';
import { DecideDeliverableHandler } from './decide-deliverable/decide-deliverable.handler.js';
import { DecideRectificationController } from './decide-rectification/decide-rectification.controller.js';
import { DecideRectificationHandler } from './decide-rectification/decide-rectification.handler.js';
import { DecideServicePlanController } from './decide-service-plan/decide-service-plan.controller.js';
import { DecideServicePlanHandler } from './decide-service-plan/decide-service-plan.handler.js';
import { DownloadFileController } from './download-file/download-file.controller.js';
import { FileStore } from './files/file-store.js';
import { FolderFileStore } from './files/folder-file-store.js';
import { FlagLateRectificationHandler } from './flag-late-rectification/flag-late-rectification.handler.js';
import { FollowContractHandler } from './follow-contract/follow-contract.handler.js';
import { OnProcurementContractResumed } from './follow-contract/on-procurement-contract-resumed.consumer.js';
import { OnProcurementContractSuspended } from './follow-contract/on-procurement-contract-suspended.consumer.js';
import { OnProcurementContractTerminated } from './follow-contract/on-procurement-contract-terminated.consumer.js';
import { FollowEvaluationHandler } from './follow-evaluation/follow-evaluation.handler.js';
import { OnEvaluationAppealDecided } from './follow-evaluation/on-evaluation-appeal-decided.consumer.js';
import { OnEvaluationAppealFiled } from './follow-evaluation/on-evaluation-appeal-filed.consumer.js';
import { OnEvaluationResultNotified } from './follow-evaluation/on-evaluation-result-notified.consumer.js';
import { OnEvaluationRoundOpened } from './follow-evaluation/on-evaluation-round-opened.consumer.js';
import { FollowMoneyHandler } from './follow-money/follow-money.handler.js';
import { OnFundingClawbackRaised } from './follow-money/on-funding-clawback-raised.consumer.js';
import { OnFundingClawbackSettled } from './follow-money/on-funding-clawback-settled.consumer.js';
import { OnFundingCommitmentRecorded } from './follow-money/on-funding-commitment-recorded.consumer.js';
import { OnFundingCommitmentRefused } from './follow-money/on-funding-commitment-refused.consumer.js';
import { OnFundingPaymentRejected } from './follow-money/on-funding-payment-rejected.consumer.js';
import { OnFundingPaymentReturned } from './follow-money/on-funding-payment-returned.consumer.js';
import { OnFundingPaymentSettled } from './follow-money/on-funding-payment-settled.consumer.js';
import { OnFundingTrancheForfeited } from './follow-money/on-funding-tranche-forfeited.consumer.js';
import { OnFundingTrancheReleased } from './follow-money/on-funding-tranche-released.consumer.js';
import { OnFundingTrancheSupplemented } from './follow-money/on-funding-tranche-supplemented.consumer.js';
import { OnFundingTrancheWithheld } from './follow-money/on-funding-tranche-withheld.consumer.js';
import { GetProjectController } from './get-project/get-project.controller.js';
import { ListProjectsController } from './list-projects/list-projects.controller.js';
import { ListQuotaRecordsController } from './list-quota-records/list-quota-records.controller.js';
import { ListServicePlansController } from './list-service-plans/list-service-plans.controller.js';
import { ListWaitingController } from './list-waiting/list-waiting.controller.js';
import { OnProcurementContractAmended } from './open-project/on-procurement-contract-amended.consumer.js';
import { OnProcurementContractSigned } from './open-project/on-procurement-contract-signed.consumer.js';
import { OpenProjectHandler } from './open-project/open-project.handler.js';
import { OnEvaluationResultPublished } from './open-rectification/on-evaluation-result-published.consumer.js';
import { OnEvaluationResultRevised } from './open-rectification/on-evaluation-result-revised.consumer.js';
import { OpenRectificationHandler } from './open-rectification/open-rectification.handler.js';
import { Reader } from './persistence/reader.js';
import type { ProjectsConfiguration } from './projects.config.js';
import { RecordQuotaController } from './record-quota/record-quota.controller.js';
import { RecordQuotaHandler } from './record-quota/record-quota.handler.js';
import { SubmitDeliverableController } from './submit-deliverable/submit-deliverable.controller.js';
import { SubmitDeliverableHandler } from './submit-deliverable/submit-deliverable.handler.js';
import { SubmitRectificationController } from './submit-rectification/submit-rectification.controller.js';
import { SubmitRectificationHandler } from './submit-rectification/submit-rectification.handler.js';
import { WriteServicePlanController } from './write-service-plan/write-service-plan.controller.js';
import { WriteServicePlanHandler } from './write-service-plan/write-service-plan.handler.js';

const controllers = [
  AttachRectificationFileController,
  CertifyAcceptanceController,
  CloseProjectController,
  DecideDeliverableController,
  DecideRectificationController,
  DecideServicePlanController,
  DownloadFileController,
  GetProjectController,
  ListProjectsController,
  ListQuotaRecordsController,
  ListServicePlansController,
  ListWaitingController,
  RecordQuotaController,
  SubmitDeliverableController,
  SubmitRectificationController,
  WriteServicePlanController,
];

const consumers = [
  OnProcurementContractResumed,
  OnProcurementContractSuspended,
  OnProcurementContractTerminated,
  OnEvaluationResultNotified,
  OnEvaluationRoundOpened,
  OnFundingCommitmentRecorded,
  OnFundingCommitmentRefused,
  OnFundingPaymentRejected,
  OnFundingPaymentReturned,
  OnFundingPaymentSettled,
  OnFundingTrancheForfeited,
  OnFundingTrancheReleased,
  OnFundingTrancheSupplemented,
  OnFundingTrancheWithheld,
  OnFundingClawbackRaised,
  OnFundingClawbackSettled,
  OnProcurementContractAmended,
  OnProcurementContractSigned,
  OnEvaluationResultPublished,
  OnEvaluationResultRevised,
  OnEvaluationAppealFiled,
  OnEvaluationAppealDecided,
];

const handlers = [
  AttachRectificationFileHandler,
  CertifyAcceptanceHandler,
  CloseProjectHandler,
  DecideDeliverableHandler,
  DecideRectificationHandler,
  DecideServicePlanHandler,
  FlagLateRectificationHandler,
  FollowContractHandler,
  FollowEvaluationHandler,
  FollowMoneyHandler,
  OpenProjectHandler,
  OpenRectificationHandler,
  RecordQuotaHandler,
  SubmitDeliverableHandler,
  SubmitRectificationHandler,
  WriteServicePlanHandler,
];

const fileStore: Provider = {
  provide: FileStore,
  inject: [CONFIGURATION],
  useFactory: ({ FILE_STORE_DIR }: ProjectsConfiguration) => FolderFileStore.in(FILE_STORE_DIR),
};

/** Projects: every verb, and the facts that set it going. */
@Module({ controllers, providers: [Reader, fileStore, ...handlers, ...consumers] })
export class ProjectsModule {}
