import { explainRanking, type RouteInput } from '@goufu/contracts';
import { refusalsOf } from '@goufu/kernel';
import { Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { counts, type FaultEvidence, type ResultEvidence } from '../../domain/ranking/evidence.js';
import { scopeKey } from '../../domain/ranking/movement.js';
import { ranking } from '../../domain/ranking/ranking.js';
import { namesOf } from '../list-rankings/read-tables.js';
import { loadDossiers } from '../persistence/dossier.repository.js';
import { Reader } from '../persistence/reader.js';
import { loadStandings, type Scope } from '../persistence/standing.repository.js';
import { periods, profileOf, rulesOf } from '../rank-agencies/rules-of.js';

const refuse = refusalsOf('ranking', {
  'not-ranked': { kind: 'not-found', zh: '该机构不在此排名中', en: 'the agency is not in this ranking' },
});

/** Anybody can compute an agency's place again from what this shows. */
@Controller()
export class ExplainRankingController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(explainRanking)
  async explain(@Input() { params }: RouteInput<typeof explainRanking>) {
    const { agencyOrgId, ...scope } = params;
    const table = (await loadStandings(this.reader, [scope])).get(scopeKey(scope));
    const standing = table?.get(agencyOrgId);
    if (!table || !standing) return refuse('not-ranked');
    const rules = rulesOf(scope.jurisdiction, scope.period);
    const row = ranking(table, rules).find((one) => one.agencyOrgId === agencyOrgId);
    const names = await namesOf(this.reader, [agencyOrgId]);
    return {
      scope,
      agencyOrgId,
      nameZh: names.get(agencyOrgId) ?? '',
      standing: { position: row?.position, scoreBp: row?.scoreBp, n: standing.results },
      ...(await this.groundsOf(scope, agencyOrgId)),
      arithmetic: {
        weightedSum: standing.weightedSum.toString(),
        weightSum: standing.weightSum.toString(),
        ...rules,
        profileVersion: profileOf(scope.jurisdiction, scope.period).version,
      },
    };
  }

  private async groundsOf({ jurisdiction, period, category }: Scope, agencyOrgId: string) {
    const contracts = await this.reader.query<{ contract_id: string }>(
      'SELECT contract_id FROM ranked_contract WHERE agency_org_id = $1 AND category = $2 AND jurisdiction = $3 ORDER BY contract_id',
      [agencyOrgId, category, jurisdiction],
    );
    const dossiers = [...(await loadDossiers(this.reader, contracts.map(({ contract_id }) => contract_id))).values()];
    const inPeriod = ({ on }: { readonly on: string }): boolean => periods.of(jurisdiction, on) === period;
    const results = dossiers.flatMap(({ contract, results: all }) => {
      const counted = [...all.values()].filter((result) => counts(result) && inPeriod(result));
      return counted.map((result) => resultView(result, contract?.weights[result.evaluationCode] ?? 0)).filter(({ weightBp }) => weightBp > 0);
    });
    const faults = dossiers.flatMap(({ faults: all }) => [...all.values()].filter((fault) => fault.stands && inPeriod(fault)).map(faultView));
    return { results, faults };
  }
}

const resultView = ({ resultId, factId, contractId, evaluationCode, evaluationKind: kind, attempt, revision, scoreBp, on }: ResultEvidence, weightBp: number) => ({
  resultId,
  factId,
  contractId,
  evaluationCode,
  kind,
  attempt,
  revision,
  scoreBp,
  weightBp,
  on,
});

const faultView = ({ fault: kind, factId, contractId, on }: FaultEvidence) => ({ kind, factId, contractId, on });
