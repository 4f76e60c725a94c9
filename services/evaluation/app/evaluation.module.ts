import { Module } from '@nestjs/common';
import { AcceptResultController } from './accept-result/accept-result.controller.js';
import { AcceptResultHandler } from './accept-result/accept-result.handler.js';
import { CloseAppealWindowHandler } from './close-appeal-window/close-appeal-window.handler.js';
import { CorrectResultController } from './correct-result/correct-result.controller.js';
import { CorrectResultHandler } from './correct-result/correct-result.handler.js';
import { DecideAppealController } from './decide-appeal/decide-appeal.controller.js';
import { DecideAppealHandler } from './decide-appeal/decide-appeal.handler.js';
import { DeclareInterestController } from './declare-interest/declare-interest.controller.js';
import { DeclareInterestHandler } from './declare-interest/declare-interest.handler.js';
import { DraftTemplateController } from './draft-template/draft-template.controller.js';
import { DraftTemplateHandler } from './draft-template/draft-template.handler.js';
import { FileAppealController } from './file-appeal/file-appeal.controller.js';
import { FileAppealHandler } from './file-appeal/file-appeal.handler.js';
import { FollowContractHandler } from './follow-contract/follow-contract.handler.js';
import { OnProcurementContractResumed } from './follow-contract/on-procurement-contract-resumed.consumer.js';
import { OnProcurementContractSuspended } from './follow-contract/on-procurement-contract-suspended.consumer.js';
import { OnProcurementContractTerminated } from './follow-contract/on-procurement-contract-terminated.consumer.js';
import { FollowProjectHandler } from './follow-project/follow-project.handler.js';
import { OnProjectsProjectStarted } from './follow-project/on-projects-project-started.consumer.js';
import { FollowRectificationHandler } from './follow-rectification/follow-rectification.handler.js';
import { OnProjectsRectificationFailed } from './follow-rectification/on-projects-rectification-failed.consumer.js';
import { OnProjectsRectificationOpened } from './follow-rectification/on-projects-rectification-opened.consumer.js';
import { OnProjectsRectificationSubmitted } from './follow-rectification/on-projects-rectification-submitted.consumer.js';
import { FreezePlanHandler } from './freeze-plan/freeze-plan.handler.js';
import { OnProcurementContractAmended } from './freeze-plan/on-procurement-contract-amended.consumer.js';
import { OnProcurementContractSigned } from './freeze-plan/on-procurement-contract-signed.consumer.js';
import { GetPlanController } from './get-plan/get-plan.controller.js';
import { GetRoundController } from './get-round/get-round.controller.js';
import { GetSheetController } from './get-sheet/get-sheet.controller.js';
import { ListRoundsController } from './list-rounds/list-rounds.controller.js';
import { ListTemplatesController } from './list-templates/list-templates.controller.js';
import { ListWaitingController } from './list-waiting/list-waiting.controller.js';
import { NotifyResultController } from './notify-result/notify-result.controller.js';
import { NotifyResultHandler } from './notify-result/notify-result.handler.js';
import { OpenRoundController } from './open-round/open-round.controller.js';
import { OpenRoundHandler } from './open-round/open-round.handler.js';
import { Reader } from './persistence/reader.js';
import { PublishTemplateController } from './publish-template/publish-template.controller.js';
import { PublishTemplateHandler } from './publish-template/publish-template.handler.js';
import { OnProjectsRectificationAccepted } from './re-evaluate/on-projects-rectification-accepted.consumer.js';
import { ReEvaluateHandler } from './re-evaluate/re-evaluate.handler.js';
import { OnProjectsAcceptanceCertified } from './ready-round/on-projects-acceptance-certified.consumer.js';
import { OnProjectsMilestoneReached } from './ready-round/on-projects-milestone-reached.consumer.js';
import { ReadyOnDateHandler } from './ready-round/ready-on-date.handler.js';
import { ReadyRoundHandler } from './ready-round/ready-round.handler.js';
import { ReplaceMemberController } from './replace-member/replace-member.controller.js';
import { ReplaceMemberHandler } from './replace-member/replace-member.handler.js';
import { SaveSheetController } from './save-sheet/save-sheet.controller.js';
import { SaveSheetHandler } from './save-sheet/save-sheet.handler.js';
import { SignSheetController } from './sign-sheet/sign-sheet.controller.js';
import { SignSheetHandler } from './sign-sheet/sign-sheet.handler.js';

const controllers = [
  AcceptResultController,
  CorrectResultController,
  DecideAppealController,
  DeclareInterestController,
  DraftTemplateController,
  FileAppealController,
  GetPlanController,
  GetRoundController,
  GetSheetController,
  ListRoundsController,
  ListTemplatesController,
  ListWaitingController,
  NotifyResultController,
  OpenRoundController,
  PublishTemplateController,
  ReplaceMemberController,
  SaveSheetController,
  SignSheetController,
];

const consumers = [
  OnProcurementContractResumed,
  OnProcurementContractSuspended,
  OnProcurementContractTerminated,
  OnProjectsProjectStarted,
  OnProjectsRectificationFailed,
  OnProjectsRectificationOpened,
  OnProjectsRectificationSubmitted,
  OnProcurementContractAmended,
  OnProcurementContractSigned,
  OnProjectsRectificationAccepted,
  OnProjectsAcceptanceCertified,
  OnProjectsMilestoneReached,
];

const handlers = [
  AcceptResultHandler,
  CloseAppealWindowHandler,
  CorrectResultHandler,
  DecideAppealHandler,
  DeclareInterestHandler,
  DraftTemplateHandler,
  FileAppealHandler,
  FollowContractHandler,
  FollowProjectHandler,
  FollowRectificationHandler,
  FreezePlanHandler,
  NotifyResultHandler,
  OpenRoundHandler,
  Reader,
  PublishTemplateHandler,
  ReEvaluateHandler,
  ReadyOnDateHandler,
  ReadyRoundHandler,
  ReplaceMemberHandler,
  SaveSheetHandler,
  SignSheetHandler,
];

/** Evaluation: every verb, and the facts that set it going. */
@Module({ controllers, providers: [...handlers, ...consumers] })
export class EvaluationModule {}
