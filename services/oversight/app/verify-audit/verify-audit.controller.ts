import { verifyAuditTrail, type RouteInput } from '@goufu/contracts';
import { refusalsOf } from '@goufu/kernel';
import { inScope } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { countUnsealed, readEntries, readSeals, type AuditEntry, type Seal } from '../persistence/audit.repository.js';
import { Reader } from '../persistence/reader.js';
import { GENESIS, link } from '../seal-audit/chain.js';

const BATCH = 5_000;
const SHOWN = 100;

const refuse = refusalsOf('audit', {
  'out-of-scope': { kind: 'forbidden', zh: '不在您的辖区内', en: 'outside your jurisdiction' },
});

/** Anybody who oversees can prove that the trail is whole: every link computed again, every seal compared, every line still as sealed. */
@Controller()
export class VerifyAuditController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(verifyAuditTrail)
  async verify(@Input() { query: { jurisdiction } }: RouteInput<typeof verifyAuditTrail>, @Caller() caller: Caller) {
    if (!inScope(caller.scope, jurisdiction)) return refuse('out-of-scope');
    const seals = await readSeals(this.reader, jurisdiction);
    const { entries, broken } = await this.walk(jurisdiction, seals);
    const unsealed = await countUnsealed(this.reader, jurisdiction);
    return { jurisdiction, whole: broken === undefined, broken, entries, unsealed, seals: seals.toReversed().slice(0, SHOWN) };
  }

  private async walk(jurisdiction: string, seals: readonly Seal[]) {
    const sealAt = new Map(seals.map((seal) => [seal.lastPosition, seal]));
    let previous = GENESIS;
    let entries = 0;
    for (let batch = await readEntries(this.reader, jurisdiction, 0, BATCH); batch.length > 0; batch = await readEntries(this.reader, jurisdiction, entries, BATCH)) {
      for (const entry of batch) {
        entries += 1;
        if (entry.position !== entries || !isIntact(previous, entry, sealAt.get(entry.position))) {
          return { entries, broken: { position: entry.position, factId: entry.factId } };
        }
        previous = entry.hash;
      }
    }
    return { entries, broken: undefined };
  }
}

const isIntact = (previous: string, entry: AuditEntry, seal: Seal | undefined): boolean =>
  entry.hash === link(previous, entry) && entry.lineSha256 === entry.contentSha256 && (seal === undefined || seal.hash === entry.hash);
