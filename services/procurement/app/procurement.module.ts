import { CLAIM_SECRET } from '@goufu/service';
import { Module } from '@nestjs/common';
import { AmendContractController } from './amend-contract/amend-contract.controller.js';
import { AmendContractHandler } from './amend-contract/amend-contract.handler.js';
import { AnnounceAwardController } from './announce-award/announce-award.controller.js';
import { AnnounceAwardHandler } from './announce-award/announce-award.handler.js';
import { CancelPurchaseController } from './cancel-purchase/cancel-purchase.controller.js';
import { CancelPurchaseHandler } from './cancel-purchase/cancel-purchase.handler.js';
import { OnProjectsProjectClosed } from './close-purchase/on-projects-project-closed.consumer.js';
import { ComposePanelController } from './compose-panel/compose-panel.controller.js';
import { ComposePanelHandler } from './compose-panel/compose-panel.handler.js';
import { DecideChallengeController } from './decide-challenge/decide-challenge.controller.js';
import { DecideChallengeHandler } from './decide-challenge/decide-challenge.handler.js';
import { DeclareInterestController } from './declare-interest/declare-interest.controller.js';
import { DeclareInterestHandler } from './declare-interest/declare-interest.handler.js';
import { DraftContractController } from './draft-contract/draft-contract.controller.js';
import { DraftContractHandler } from './draft-contract/draft-contract.handler.js';
import { FileChallengeController } from './file-challenge/file-challenge.controller.js';
import { FileChallengeHandler } from './file-challenge/file-challenge.handler.js';
import { FileContractController } from './file-contract/file-contract.controller.js';
import { FileContractHandler } from './file-contract/file-contract.handler.js';
import { GetBidsController } from './get-bids/get-bids.controller.js';
import { GetContractController } from './get-contract/get-contract.controller.js';
import { GetPurchaseController } from './get-purchase/get-purchase.controller.js';
import { GetTenderController } from './get-tender/get-tender.controller.js';
import { InterruptContractController } from './interrupt-contract/interrupt-contract.controller.js';
import { InterruptContractHandler } from './interrupt-contract/interrupt-contract.handler.js';
import { ListBudgetLinesController } from './list-budget-lines/list-budget-lines.controller.js';
import { ListPurchasesController } from './list-purchases/list-purchases.controller.js';
import { ListTendersController } from './list-tenders/list-tenders.controller.js';
import { ListWaitingController } from './list-waiting/list-waiting.controller.js';
import { OnFundingBudgetLineChanged } from './note-budget-line/on-funding-budget-line-changed.consumer.js';
import { OnFundingBudgetLineOpened } from './note-budget-line/on-funding-budget-line-opened.consumer.js';
import { OnFundingCommitmentRecorded } from './note-commitment/on-funding-commitment-recorded.consumer.js';
import { OnFundingCommitmentRefused } from './note-commitment/on-funding-commitment-refused.consumer.js';
import { OnFundingBudgetRefused } from './note-reservation/on-funding-budget-refused.consumer.js';
import { OnFundingBudgetReserved } from './note-reservation/on-funding-budget-reserved.consumer.js';
import { OnFundingReservationReleased } from './note-reservation/on-funding-reservation-released.consumer.js';
import { OpenBidsHandler } from './open-bids/open-bids.handler.js';
import { Reader } from './persistence/reader.js';
import { PlanPurchaseController } from './plan-purchase/plan-purchase.controller.js';
import { PlanPurchaseHandler } from './plan-purchase/plan-purchase.handler.js';
import { PublishTenderController } from './publish-tender/publish-tender.controller.js';
import { PublishTenderHandler } from './publish-tender/publish-tender.handler.js';
import { RejectBidController } from './reject-bid/reject-bid.controller.js';
import { RejectBidHandler } from './reject-bid/reject-bid.handler.js';
import { ReplaceBidController } from './replace-bid/replace-bid.controller.js';
import { ReplaceBidHandler } from './replace-bid/replace-bid.handler.js';
import { ReplacePanelMemberController } from './replace-panel-member/replace-panel-member.controller.js';
import { ReplacePanelMemberHandler } from './replace-panel-member/replace-panel-member.handler.js';
import { ScoreBidsController } from './score-bids/score-bids.controller.js';
import { ScoreBidsHandler } from './score-bids/score-bids.handler.js';
import { BidSealer } from './sealing/bid-sealer.js';
import { SignContractController } from './sign-contract/sign-contract.controller.js';
import { SignContractHandler } from './sign-contract/sign-contract.handler.js';
import { SubmitBidController } from './submit-bid/submit-bid.controller.js';
import { SubmitBidHandler } from './submit-bid/submit-bid.handler.js';
import { WithdrawBidController } from './withdraw-bid/withdraw-bid.controller.js';
import { WithdrawBidHandler } from './withdraw-bid/withdraw-bid.handler.js';
import { WithdrawChallengeController } from './withdraw-challenge/withdraw-challenge.controller.js';
import { WithdrawChallengeHandler } from './withdraw-challenge/withdraw-challenge.handler.js';

const controllers = [
  AmendContractController,
  AnnounceAwardController,
  CancelPurchaseController,
  ComposePanelController,
  DecideChallengeController,
  DeclareInterestController,
  DraftContractController,
  FileChallengeController,
  FileContractController,
  GetBidsController,
  GetContractController,
  GetPurchaseController,
  GetTenderController,
  InterruptContractController,
  ListBudgetLinesController,
  ListPurchasesController,
  ListTendersController,
  ListWaitingController,
  PlanPurchaseController,
  PublishTenderController,
  RejectBidController,
  ReplaceBidController,
  ReplacePanelMemberController,
  ScoreBidsController,
  SignContractController,
  SubmitBidController,
  WithdrawBidController,
  WithdrawChallengeController,
];

const handlers = [
  AmendContractHandler,
  AnnounceAwardHandler,
  CancelPurchaseHandler,
  ComposePanelHandler,
  DecideChallengeHandler,
  DeclareInterestHandler,
  DraftContractHandler,
  FileChallengeHandler,
  FileContractHandler,
  InterruptContractHandler,
  OpenBidsHandler,
  PlanPurchaseHandler,
  PublishTenderHandler,
  RejectBidHandler,
  ReplaceBidHandler,
  ReplacePanelMemberHandler,
  ScoreBidsHandler,
  SignContractHandler,
  SubmitBidHandler,
  WithdrawBidHandler,
  WithdrawChallengeHandler,
];

const consumers = [
  OnFundingBudgetLineChanged,
  OnFundingBudgetLineOpened,
  OnFundingBudgetRefused,
  OnFundingBudgetReserved,
  OnFundingReservationReleased,
  OnFundingCommitmentRecorded,
  OnFundingCommitmentRefused,
  OnProjectsProjectClosed,
];

/** Whoever bid must not be known by having sent the bid safely, under an Idempotency-Key (R37). */
const claimSecret = { provide: CLAIM_SECRET, useFactory: (sealer: BidSealer) => sealer.claimSecret, inject: [BidSealer] };

/** Procurement: every verb, and the facts that set it going. */
@Module({ controllers, providers: [Reader, BidSealer, claimSecret, ...handlers, ...consumers], exports: [CLAIM_SECRET] })
export class ProcurementModule {}
