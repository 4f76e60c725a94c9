import { CONFIGURATION } from '@goufu/service';
import { Module } from '@nestjs/common';
import { AddCostListController } from './add-cost-list/add-cost-list.controller.js';
import { AddCostListHandler } from './add-cost-list/add-cost-list.handler.js';
import { AccountSeal } from './add-payee-account/account-seal.js';
import { AddPayeeAccountController } from './add-payee-account/add-payee-account.controller.js';
import { AddPayeeAccountHandler } from './add-payee-account/add-payee-account.handler.js';
import { AllotBudgetLineController } from './allot-budget-line/allot-budget-line.controller.js';
import { AllotBudgetLineHandler } from './allot-budget-line/allot-budget-line.handler.js';
import { AmendContractHandler } from './amend-contract/amend-contract.handler.js';
import { OnProcurementContractAmended } from './amend-contract/on-procurement-contract-amended.consumer.js';
import { ApproveLineTransferController } from './approve-line-transfer/approve-line-transfer.controller.js';
import { ApproveLineTransferHandler } from './approve-line-transfer/approve-line-transfer.handler.js';
import { ApprovePaymentController } from './approve-payment/approve-payment.controller.js';
import { ApprovePaymentHandler } from './approve-payment/approve-payment.handler.js';
import { AssignStuckMoneyController } from './assign-stuck-money/assign-stuck-money.controller.js';
import { CancelPaymentController } from './cancel-payment/cancel-payment.controller.js';
import { ChangeBudgetLineController } from './change-budget-line/change-budget-line.controller.js';
import { ChangeBudgetLineHandler } from './change-budget-line/change-budget-line.handler.js';
import { AssignSuspenseController } from './assign-suspense/assign-suspense.controller.js';
import { AssignSuspenseHandler } from './assign-suspense/assign-suspense.handler.js';
import { ClearSuspenseController } from './clear-suspense/clear-suspense.controller.js';
import { ClearSuspenseHandler } from './clear-suspense/clear-suspense.handler.js';
import { CloseBudgetYearController } from './close-budget-year/close-budget-year.controller.js';
import { CloseBudgetYearHandler } from './close-budget-year/close-budget-year.handler.js';
import { CloseContractHandler } from './close-contract/close-contract.handler.js';
import { OnProcurementContractTerminated } from './close-contract/on-procurement-contract-terminated.consumer.js';
import { OnProjectsProjectClosed } from './close-contract/on-projects-project-closed.consumer.js';
import { CommitContractHandler } from './commit-contract/commit-contract.handler.js';
import { OnProcurementContractSigned } from './commit-contract/on-procurement-contract-signed.consumer.js';
import { DecideClawbackController } from './decide-clawback/decide-clawback.controller.js';
import { DecideOffsetController } from './decide-offset/decide-offset.controller.js';
import { DecideOffsetHandler } from './decide-offset/decide-offset.handler.js';
import { ProposeClawbackDecisionController } from './propose-clawback-decision/propose-clawback-decision.controller.js';
import { ProposeClawbackDecisionHandler } from './propose-clawback-decision/propose-clawback-decision.handler.js';
import { ProposeOffsetController } from './propose-offset/propose-offset.controller.js';
import { ProposeOffsetHandler } from './propose-offset/propose-offset.handler.js';
import { DecideClawbackHandler } from './decide-clawback/decide-clawback.handler.js';
import { CommitLaterYearTask } from './commit-later-year/commit-later-year.task.js';
import { DeclinePaymentController } from './decline-payment/decline-payment.controller.js';
import { DeclinePaymentHandler } from './decline-payment/decline-payment.handler.js';
import { EnquirePaymentController } from './enquire-payment/enquire-payment.controller.js';
import { EnquirePaymentJob } from './enquire-payment/enquire-payment.job.js';
import { FileInbox } from './exchange-files/file-inbox.js';
import { FileTreasuryGateway } from './exchange-files/file-treasury-gateway.js';
import { FindStuckMoneyTask } from './find-stuck-money/find-stuck-money.task.js';
import type { FundingConfiguration } from './funding.config.js';
import { GetArrearsController } from './get-arrears/get-arrears.controller.js';
import { CaseViews } from './get-clawback/case-view.js';
import { GetClawbackController } from './get-clawback/get-clawback.controller.js';
import { GetLedgerController } from './get-ledger/get-ledger.controller.js';
import { GetMoneyController } from './get-money/get-money.controller.js';
import { GetPaymentOrderController } from './get-payment-order/get-payment-order.controller.js';
import { GetStuckMoneyController } from './get-stuck-money/get-stuck-money.controller.js';
import { GetTranchesController } from './get-tranches/get-tranches.controller.js';
import { HearTreasuryController } from './hear-treasury/hear-treasury.controller.js';
import { MessageIntake } from './import-statement/message-intake.js';
import { GetVoucherPackController } from './get-voucher-pack/get-voucher-pack.controller.js';
import { StatementImport } from './import-statement/statement-import.js';
import { OpenBudgetLineController } from './open-budget-line/open-budget-line.controller.js';
import { OpenBudgetLineHandler } from './open-budget-line/open-budget-line.handler.js';
import { Reader } from './persistence/reader.js';
import { ClearBreakHandler } from './reconcile/clear-break.handler.js';
import { ReconciliationController } from './reconcile/reconciliation.controller.js';
import { RaiseClawbackController } from './raise-clawback/raise-clawback.controller.js';
import { RaiseClawbackHandler } from './raise-clawback/raise-clawback.handler.js';
import { PayWhatWaitsTask } from './pay-what-waits/pay-what-waits.task.js';
import { DateReachedTask } from './release-tranche/date-reached.task.js';
import { OnEvaluationAppealDecided } from './release-tranche/on-evaluation-appeal-decided.consumer.js';
import { OnEvaluationAppealFiled } from './release-tranche/on-evaluation-appeal-filed.consumer.js';
import { OnEvaluationResultPublished } from './release-tranche/on-evaluation-result-published.consumer.js';
import { OnEvaluationResultRevised } from './release-tranche/on-evaluation-result-revised.consumer.js';
import { OnProcurementContractFiled } from './release-tranche/on-procurement-contract-filed.consumer.js';
import { OnProjectsAcceptanceCertified } from './release-tranche/on-projects-acceptance-certified.consumer.js';
import { OnProjectsMilestoneReached } from './release-tranche/on-projects-milestone-reached.consumer.js';
import { OnProjectsRectificationAccepted } from './release-tranche/on-projects-rectification-accepted.consumer.js';
import { ReleaseTrancheHandler } from './release-tranche/release-tranche.handler.js';
import { RequestLineTransferController } from './request-line-transfer/request-line-transfer.controller.js';
import { RequestLineTransferHandler } from './request-line-transfer/request-line-transfer.handler.js';
import { ReplyClawbackController } from './reply-clawback/reply-clawback.controller.js';
import { ReplyClawbackHandler } from './reply-clawback/reply-clawback.handler.js';
import { RequestPaymentController } from './request-payment/request-payment.controller.js';
import { RequestPaymentHandler } from './request-payment/request-payment.handler.js';
import { OnProcurementPurchaseCancelled } from './reserve-budget/on-procurement-purchase-cancelled.consumer.js';
import { OnProcurementPurchasePlanned } from './reserve-budget/on-procurement-purchase-planned.consumer.js';
import { OnProcurementTenderVoided } from './reserve-budget/on-procurement-tender-voided.consumer.js';
import { ResendPaymentController } from './resend-payment/resend-payment.controller.js';
import { ReserveBudgetHandler } from './reserve-budget/reserve-budget.handler.js';
import { HttpTreasuryGateway } from './send-payment/http-treasury-gateway.js';
import { OutgoingPayments } from './send-payment/outgoing-payments.js';
import { SendPaymentJob } from './send-payment/send-payment.job.js';
import { OnProcurementContractResumed } from './suspend-contract/on-procurement-contract-resumed.consumer.js';
import { OnProcurementContractSuspended } from './suspend-contract/on-procurement-contract-suspended.consumer.js';
import { SuspendContractHandler } from './suspend-contract/suspend-contract.handler.js';
import { TreasuryGateway } from './send-payment/treasury-gateway.js';
import { VerifyLedgerController } from './verify-ledger/verify-ledger.controller.js';

const controllers = [
  AddCostListController,
  AddPayeeAccountController,
  AllotBudgetLineController,
  ApproveLineTransferController,
  ApprovePaymentController,
  AssignStuckMoneyController,
  CancelPaymentController,
  ChangeBudgetLineController,
  AssignSuspenseController,
  ClearSuspenseController,
  CloseBudgetYearController,
  DeclinePaymentController,
  EnquirePaymentController,
  DecideClawbackController,
  DecideOffsetController,
  ProposeClawbackDecisionController,
  ProposeOffsetController,
  GetArrearsController,
  GetClawbackController,
  GetLedgerController,
  GetMoneyController,
  GetPaymentOrderController,
  GetStuckMoneyController,
  GetTranchesController,
  GetVoucherPackController,
  HearTreasuryController,
  OpenBudgetLineController,
  ReconciliationController,
  RequestLineTransferController,
  RaiseClawbackController,
  ReplyClawbackController,
  RequestPaymentController,
  ResendPaymentController,
  VerifyLedgerController,
];

const consumers = [
  OnProcurementContractAmended,
  OnProcurementContractTerminated,
  OnProjectsProjectClosed,
  OnProcurementContractSigned,
  OnEvaluationAppealDecided,
  OnEvaluationAppealFiled,
  OnEvaluationResultPublished,
  OnEvaluationResultRevised,
  OnProcurementContractFiled,
  OnProjectsAcceptanceCertified,
  OnProjectsMilestoneReached,
  OnProjectsRectificationAccepted,
  OnProcurementPurchaseCancelled,
  OnProcurementPurchasePlanned,
  OnProcurementTenderVoided,
  OnProcurementContractResumed,
  OnProcurementContractSuspended,
];

const handlers = [
  AccountSeal,
  AddCostListHandler,
  AddPayeeAccountHandler,
  AllotBudgetLineHandler,
  AmendContractHandler,
  ApproveLineTransferHandler,
  ApprovePaymentHandler,
  ChangeBudgetLineHandler,
  AssignSuspenseHandler,
  ClearBreakHandler,
  ClearSuspenseHandler,
  CloseBudgetYearHandler,
  CloseContractHandler,
  CommitContractHandler,
  CaseViews,
  DecideClawbackHandler,
  DecideOffsetHandler,
  ProposeClawbackDecisionHandler,
  ProposeOffsetHandler,
  CommitLaterYearTask,
  DeclinePaymentHandler,
  EnquirePaymentJob,
  FindStuckMoneyTask,
  MessageIntake,
  OutgoingPayments,
  StatementImport,
  OpenBudgetLineHandler,
  PayWhatWaitsTask,
  Reader,
  DateReachedTask,
  ReleaseTrancheHandler,
  RequestLineTransferHandler,
  RaiseClawbackHandler,
  ReplyClawbackHandler,
  RequestPaymentHandler,
  ReserveBudgetHandler,
  SendPaymentJob,
  SuspendContractHandler,
];

/** The rails to the treasury: two adapters of one port, of which the configuration takes one. */
const rails = [
  FileInbox,
  FileTreasuryGateway,
  HttpTreasuryGateway,
  {
    provide: TreasuryGateway,
    inject: [CONFIGURATION, HttpTreasuryGateway, FileTreasuryGateway],
    useFactory: ({ TREASURY_RAILS }: FundingConfiguration, http: HttpTreasuryGateway, files: FileTreasuryGateway): TreasuryGateway => (TREASURY_RAILS === 'files' ? files : http),
  },
];

/** Funding: every verb, and the facts that set it going. */
@Module({ controllers, providers: [...rails, ...handlers, ...consumers] })
export class FundingModule {}
