import { setTimeout as delay } from 'node:timers/promises';
import { doubled, lost, type Violation } from '../check/violation.js';
import type { OverdrawFault } from '../matrix.js';
import type { Random } from '../random.js';
import { inDatabase } from '../stack/database.js';
import type { Outcome, Scene } from './scene.js';
import { withSecondFunding } from './second-funding.js';

const RACE_WITHIN_MS = 90_000;

/** More purchases than a line can pay for are planned at once, through two processes, until its last fen. */
export function playOverdraw(scene: Scene, { workers, fen }: OverdrawFault, random: Random): Promise<Outcome> {
  return withSecondFunding(scene, async () => {
    const lineId = await scene.load.openLine(String(fen));
    const asks = Array.from({ length: workers }, (_, worker) => Array.from({ length: 12 }, () => random.between(1, Math.ceil(fen / (workers * 3)) + worker)));
    const total = asks.flat().reduce((sum, ask) => sum + ask, 0);
    await Promise.all(asks.map((own, worker) => scene.load.planAll(own, lineId, random.fork(`worker ${worker}`))));
    const decided = await untilDecided(scene, lineId, asks.flat().length);
    return { moments: [`${asks.flat().length} plans for ${total} fen on a line of ${fen}: ${decided.reserved} reserved, ${decided.refused} refused, ${fen - decided.fen} fen left`], violations: judge(decided, fen, asks.flat()) };
  });
}

interface Decided {
  readonly reserved: number;
  readonly refused: number;
  readonly fen: number;
}

const untilDecided = (scene: Scene, lineId: string, count: number): Promise<Decided> =>
  inDatabase(scene.world.databaseUrl('funding'), async (client) => {
    for (const until = performance.now() + RACE_WITHIN_MS; ; ) {
      const { rows } = await client.query<Decided>(
        `SELECT count(*) FILTER (WHERE r.state <> 'refused')::int AS reserved, count(*) FILTER (WHERE r.state = 'refused')::int AS refused,
           (SELECT coalesce(sum(balance_fen), 0)::int FROM holding_account WHERE line_id = $1 AND stage = 'reserved') AS fen
         FROM reservation r JOIN fact f ON f.subject = r.purchase_id AND f.type IN ('funding.budget-reserved.v1', 'funding.budget-refused.v1')
         WHERE r.title = $2`,
        [lineId, lineId],
      );
      const [decided] = rows;
      if (decided && decided.reserved + decided.refused === count) return decided;
      if (performance.now() > until) return decided ?? { reserved: 0, refused: 0, fen: 0 };
      await delay(200);
    }
  });

/** The sum stays within the line, everybody is answered, and nobody lost who could have been served. */
function judge({ reserved, refused, fen }: Decided, limit: number, asks: readonly number[]): Violation[] {
  const unanswered = asks.length - reserved - refused;
  return [
    ...(fen > limit ? [doubled(`${fen} fen were reserved on a line of ${limit}`)] : []),
    ...(unanswered > 0 ? [lost(`${unanswered} of ${asks.length} plans were never answered`)] : []),
    ...(refused > 0 && limit - fen >= Math.max(...asks) ? [lost(`${limit - fen} fen were left although ${refused} plans were refused`)] : []),
  ];
}
