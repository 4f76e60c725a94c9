import { getContract, getPurchase, getPurchaseMoney, getPurchaseTimeline, listEvaluationRounds, listProjects } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { mayCall, signIn } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useLive } from '../api/use-live.js';
import { useRoute } from '../api/use-route.js';
import { day, yuan } from '../format.js';
import { Facts } from '../parts/facts.js';
import { Loading } from '../parts/loading.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { ContractPanel } from './contract-panel.js';
import { MoneyBar } from './money-bar.js';
import { StageSteps } from './stage-steps.js';
import { Timeline } from './timeline.js';
import { Tranches } from './tranches.js';

/** One purchase on one page that tells its story, and goes on telling while facts land. */
export default function PurchasePage() {
  const { t } = useTranslation();
  const { purchaseId = '' } = useParams();
  const person = usePerson();
  const timeline = useRoute('oversight', getPurchaseTimeline, { params: { purchaseId } }, person !== null);
  const money = useRoute('funding', getPurchaseMoney, { params: { purchaseId } }, mayCall(getPurchaseMoney, person));
  const purchase = useRoute('procurement', getPurchase, { params: { purchaseId } }, mayCall(getPurchase, person));
  const live = useLive(purchaseId, person !== null);
  if (!person) return <div className="page"><button type="button" onClick={signIn}>{t('nav.signIn')}</button></div>;
  if (timeline.isLoading) return <Loading />;
  if (!timeline.data) return <div className="page"><ProblemAlert error={timeline.error} /></div>;
  const { purchase: story, lines } = timeline.data;
  const contract = mayCall(getContract, person) ? purchase.data?.contract : undefined;
  const contracts = money.data?.contracts ?? [];
  return (
    <div className="page">
      <div className="hero">
        <div><h1>{story.title ?? purchase.data?.purchase.title ?? t('purchase.untitled')}</h1><p className="lead">{t('purchase.standing', { stage: t(`stage.${story.stage}`), since: day(story.since) })}</p></div>
        <Facts of={[[t('purchase.purchaser'), story.purchaser?.nameZh], [t('purchase.agency'), story.agency?.nameZh], [t('purchase.price'), story.priceFen && <strong className="amount">{yuan(story.priceFen)}</strong>]]} />
        <StageSteps stage={story.stage} />
        <RelatedLinks purchaseId={purchaseId} contractId={contract?.contractId ?? contracts[0]?.contractId} />
      </div>
      <div className="columns">
        <div>
          {contract && <ContractPanel contract={contract} />}
          {contracts.map((each) => (
            <Panel key={each.contractId} title={t('money.ofPurchase')}><div className="stack" id="money"><MoneyBar tranches={each.tranches} /><Tranches of={each.tranches} /></div></Panel>
          ))}
          {money.data && contracts.length === 0 && <Panel title={t('money.ofPurchase')}><p className="empty">{money.data.reservation ? t(`reservation.${money.data.reservation.state}`) : t('money.noneYet')}</p></Panel>}
          <ProblemAlert error={money.error} />
        </div>
        <Panel title={t('timeline.title')} extra={<LiveSign on={live.connected} />}><Timeline lines={lines} landed={live.landed} /></Panel>
      </div>
    </div>
  );
}

function LiveSign({ on }: { readonly on: boolean }) {
  const { t } = useTranslation();
  return <span className={on ? 'live on' : 'live'} role="status"><i aria-hidden="true" />{t(on ? 'live.on' : 'live.off')}</span>;
}

/** Ways to the project and to each evaluation of this purchase. */
function RelatedLinks({ purchaseId, contractId }: { readonly purchaseId: string; readonly contractId: string | undefined }) {
  const { t } = useTranslation();
  const person = usePerson();
  const projects = useRoute('projects', listProjects, { query: { purchaseId } }, mayCall(listProjects, person));
  const rounds = useRoute('evaluation', listEvaluationRounds, { query: { ...(contractId ? { contractId } : {}), limit: 50 } }, contractId !== undefined && mayCall(listEvaluationRounds, person));
  const links = [
    ...(projects.data?.items ?? []).map(({ projectId, stage }) => ({ to: `/projects/${projectId}`, label: t('project.link'), tag: t(`projectStage.${stage}`) })),
    ...(rounds.data?.items ?? []).map((round) => ({ to: `/evaluations/${round.roundId}`, label: t('evaluation.link', { code: round.evaluationCode, attempt: round.attempt }), tag: t(`roundStage.${round.stage}`) })),
  ];
  if (links.length === 0) return null;
  return <nav className="actions" aria-label={t('purchase.related')}>{links.map(({ to, label, tag }) => <span key={to}><Link to={to}>{label}</Link> <Tag>{tag}</Tag></span>)}</nav>;
}
