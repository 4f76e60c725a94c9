import { createHash } from 'node:crypto';
import { factByType } from '@goufu/contracts';
import type { OversightSnapshot } from './snapshot.js';
import type { TopicMessage } from './topics.js';
import { doubled, drifted, lost, type Violation } from './violation.js';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const GENESIS = '0'.repeat(64);

type Trail = Pick<OversightSnapshot, 'entries' | 'seals' | 'unsealed'>;

/** Every fact on Kafka is in the audit trail once, with what it said (what somebody spoilt may be); each link follows from the one before; every seal is the link that it seals. */
export function checkAudit({ entries, seals, unsealed }: Trail, messages: readonly TopicMessage[], spoilt: ReadonlySet<string>): Violation[] {
  const facts = new Map(messages.filter(({ type }) => factByType(type)).map((message) => [message.id, message]));
  const bound = new Map<string, string>();
  const found: Violation[] = [];
  for (const { fact_id, content_sha256 } of entries) {
    const fact = facts.get(fact_id);
    if (bound.has(fact_id)) found.push(doubled(`the audit trail has fact ${fact_id} twice`));
    else if (!fact) found.push(lost(`the audit trail has fact ${fact_id}, which is not on Kafka`));
    else if (contentOf(fact) !== content_sha256) found.push(drifted(`the audit trail has another content of ${fact.type} ${fact_id}`));
    bound.set(fact_id, content_sha256);
  }
  const waiting = new Set(unsealed);
  const missed = [...facts.values()].filter(({ id, key }) => !spoilt.has(key) && !bound.has(id) && !waiting.has(id));
  return [...found, ...missed.map(({ id, type }) => lost(`${type} ${id} never came into the audit trail`)), ...chains({ entries, seals })];
}

/** What an entry binds: type, subject, sequence, time, jurisdiction, actor, and the data as its contract reads them. */
function contentOf({ type, key, sequence, time, jurisdiction, actor, body }: TopicMessage): string {
  return digest(JSON.stringify([type, key, sequence, time, jurisdiction, actor, factByType(type)?.schema.parse(JSON.parse(body))]));
}

function chains({ entries, seals }: Pick<Trail, 'entries' | 'seals'>): Violation[] {
  const links = new Map<string, string>();
  const ends = new Map<string, { position: number; hash: string }>();
  const found: Violation[] = [];
  for (const { jurisdiction, position, fact_id, content_sha256, hash } of entries) {
    const { position: before, hash: previous } = ends.get(jurisdiction) ?? { position: 0, hash: GENESIS };
    const name = `entry ${position} of the audit trail of ${jurisdiction}`;
    if (Number(position) !== before + 1) found.push(lost(`${name} comes after entry ${before}`));
    if (hash !== digest(`${previous}\n${fact_id}\n${content_sha256}`)) found.push(drifted(`${name} does not follow from the one before`));
    ends.set(jurisdiction, { position: Number(position), hash });
    links.set(`${jurisdiction}/${position}`, hash);
  }
  const broken = seals.filter(({ jurisdiction, last_position, hash }) => links.get(`${jurisdiction}/${last_position}`) !== hash);
  return [...found, ...broken.map(({ jurisdiction, no }) => drifted(`seal ${no} of ${jurisdiction} is not the link that it seals`))];
}
