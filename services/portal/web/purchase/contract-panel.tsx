import { signContract, type getPurchase, type ResponseOf } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { useHasRole } from '../api/session.js';
import { useCommand } from '../api/use-route.js';
import { day, percent, yuan } from '../format.js';
import { Confirm } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { Facts } from '../parts/facts.js';
import { Panel } from '../parts/panel.js';

interface ContractPanelProps {
  readonly contract: NonNullable<ResponseOf<typeof getPurchase>['contract']>;
}

/** The terms in force, or the text that waits for its signature by somebody else than its author (R70). */
export function ContractPanel({ contract }: ContractPanelProps) {
  const { t } = useTranslation();
  const { draft } = contract;
  const terms = draft?.terms ?? contract.terms;
  if (!terms) return null;
  return (
    <Panel title={draft ? t('contract.draft') : t('contract.title')}>
      <div className="stack">
        <Facts
          of={[
            [t('contract.no'), contract.contractNo],
            [t('contract.agency'), terms.agency.nameZh],
            [t('purchase.price'), <span key="price" className="amount">{yuan(terms.priceFen)}</span>],
            [t('contract.term'), `${day(terms.term.from)} – ${day(terms.term.to)}`],
            [t('contract.signedAt'), contract.signedAt && day(contract.signedAt)],
            [t('contract.filing'), contract.filing?.filingNo],
          ]}
        />
        {draft && <Draft contractId={contract.contractId} contractNo={contract.contractNo} draft={draft} />}
      </div>
    </Panel>
  );
}

interface DraftProps {
  readonly contractId: string;
  readonly contractNo: string;
  readonly draft: NonNullable<ContractPanelProps['contract']['draft']>;
}

/** What the signer must read, and the signature that binds to its hash. */
function Draft({ contractId, contractNo, draft: { terms, termsHash } }: DraftProps) {
  const { t } = useTranslation();
  const signer = useHasRole('contract-approver');
  const sign = useCommand('procurement', signContract);
  return (
    <>
      <DataTable
        caption={t('contract.tranches')}
        rows={terms.tranches}
        rowKey={({ trancheId }) => trancheId}
        empty=""
        columns={[
          { title: t('tranche.name'), show: ({ no }) => t('tranche.no', { no }) },
          { title: t('tranche.share'), number: true, show: ({ bp }) => percent(bp) },
          { title: t('common.amount'), number: true, show: ({ fen }) => yuan(fen) },
        ]}
      />
      <Facts of={[[t('contract.hash'), <code key="hash" className="hash">{termsHash}</code>]]} />
      {signer && (
        <div className="actions">
          <Confirm
            label={t('todo.sign-contract')}
            kind="primary"
            question={t('contract.question', { no: contractNo, price: yuan(terms.priceFen) })}
            act={() => sign.mutateAsync({ params: { contractId }, body: { termsHash } })}
          />
        </div>
      )}
    </>
  );
}
