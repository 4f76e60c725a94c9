import { refusalsOf, type Id, type Refusal } from '@goufu/kernel';
import type { Tx, UnitOfWork, WorkContext } from '@goufu/persistence';
import { newId } from '../ids.js';
import type { HeldState } from './hold.js';

export interface HeldRecord {
  readonly id: Id;
  readonly consumerGroup: string;
  readonly state: HeldState;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly factType: string | null;
  readonly waitsFor: string | null;
  readonly reason: string | null;
  readonly body: string;
  /** Machine time since when it is held. */
  readonly heldAt: string;
  /** Who asked to give it up, if that was the last that was done about it. */
  readonly discardAskedBy: string | null;
}

const refuse = refusalsOf('held-record', {
  unknown: { kind: 'not-found', zh: '没有这条搁置的消息', en: 'there is no such held record' },
  'not-parked': { kind: 'conflict', zh: '只有因错误搁置的消息才能这样处理', en: 'only a parked record can be treated so' },
  'mender-may-not-replay': {
    kind: 'forbidden',
    rule: 'R70',
    zh: '更正消息的人不得自行重新处理，须由他人复核后办理',
    en: 'whoever mended a record may not replay it: somebody else looks at it and does',
  },
  'asker-may-not-discard': {
    kind: 'forbidden',
    rule: 'R70',
    zh: '申请放弃消息的人不得自行确认，须由他人复核后放弃',
    en: 'whoever asked to give a record up may not agree to it: somebody else looks at it and does',
  },
  'not-json': { kind: 'invalid', field: 'body', zh: '更正后的内容不是有效的 JSON', en: 'the mended body is not valid JSON' },
});

const COLUMNS = `id, consumer_group AS "consumerGroup", state, topic, partition, record_offset::text AS offset, message_key AS key,
  fact_type AS "factType", waits_for AS "waitsFor", reason, body,
  to_char(held_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "heldAt",
  (SELECT CASE WHEN a.action = 'ask-discard' THEN a.actor_id END FROM held_record_audit a
   WHERE a.held_record_id = held_record.id ORDER BY a.acted_at DESC LIMIT 1) AS "discardAskedBy"`;

type Treatment = 'mend' | 'replay' | 'ask-discard' | 'discard';

/** Lets a person look at what is held, mend it, play it again or give it up; each with an audit entry, and nothing is lost or changed by one person alone (R70). */
export class HeldRecords {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(context: WorkContext, state?: HeldState): Promise<HeldRecord[]> {
    return this.unitOfWork.run(context, (tx) =>
      tx.query<HeldRecord>(
        `SELECT ${COLUMNS} FROM held_record WHERE state <> 'discarded' AND ($1::text IS NULL OR state = $1)
         ORDER BY held_at LIMIT 500`,
        [state ?? null],
      ),
    );
  }

  /** Replaces the body of a parked record; it stays parked until it is replayed. */
  mend(context: WorkContext, id: Id, body: string, reason: string): Promise<HeldRecord | Refusal> {
    return this.treat(context, id, () => 'mend', reason, async (tx) => {
      try {
        JSON.parse(body);
      } catch {
        return refuse('not-json');
      }
      await tx.query('UPDATE held_record SET body = $2 WHERE id = $1', [id, body]);
      return undefined;
    });
  }

  /** Plays the record again. A mended one counts as evidence, of which no one person alone decides. */
  replay(context: WorkContext, id: Id, reason: string): Promise<HeldRecord | Refusal> {
    return this.treat(context, id, () => 'replay', reason, async (tx) => {
      const menders = await tx.query(`SELECT 1 FROM held_record_audit WHERE held_record_id = $1 AND action = 'mend' AND actor_id = $2`, [id, context.actorId]);
      if (menders.length > 0) return refuse('mender-may-not-replay');
      await tx.query(`UPDATE held_record SET state = 'ready' WHERE id = $1`, [id]);
      return undefined;
    });
  }

  /** Gives the record up, when a second person agrees; the first to say so only asks. What is mended or replayed meanwhile must be asked anew. */
  discard(context: WorkContext, id: Id, reason: string): Promise<HeldRecord | Refusal> {
    return this.treat(context, id, ({ discardAskedBy }) => (discardAskedBy === null ? 'ask-discard' : 'discard'), reason, async (tx, { discardAskedBy }) => {
      if (discardAskedBy === context.actorId) return refuse('asker-may-not-discard');
      if (discardAskedBy !== null) await tx.query(`UPDATE held_record SET state = 'discarded' WHERE id = $1`, [id]);
      return undefined;
    });
  }

  private treat(
    context: WorkContext,
    id: Id,
    treatment: (before: HeldRecord) => Treatment,
    reason: string,
    change: (tx: Tx, before: HeldRecord) => Promise<Refusal | undefined>,
  ): Promise<HeldRecord | Refusal> {
    return this.unitOfWork.run(context, async (tx) => {
      const [before] = await tx.query<HeldRecord>(`SELECT ${COLUMNS} FROM held_record WHERE id = $1 FOR UPDATE`, [id]);
      if (!before) return refuse('unknown');
      if (before.state !== 'parked') return refuse('not-parked');
      const refusal = await change(tx, before);
      if (refusal) return refusal;
      const [{ body } = before] = await tx.query<{ body: string }>('SELECT body FROM held_record WHERE id = $1', [id]);
      await tx.query(
        `INSERT INTO held_record_audit (id, held_record_id, action, actor_id, reason, body_before, body_after)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [newId(), id, treatment(before), context.actorId, reason, before.body, body],
      );
      const [after] = await tx.query<HeldRecord>(`SELECT ${COLUMNS} FROM held_record WHERE id = $1`, [id]);
      return after ?? refuse('unknown');
    });
  }
}
