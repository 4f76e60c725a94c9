import { clearReconciliationBreak, getReconciledDay, listReconciledDays, listReconciliationBreaks, listTreasuryFiles, type RouteInput } from '@goufu/contracts';
import { refusalsOf } from '@goufu/kernel';
import { regionPrefix } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { readBreaks } from '../persistence/break.repository.js';
import { Reader } from '../persistence/reader.js';
import { readFiles } from '../persistence/treasury-file.repository.js';
import { ClearBreakHandler } from './clear-break.handler.js';
import { readDayEntries, readDays, type ReconciledDay } from './reconciliation-view.js';

const refuse = refusalsOf('reconciliation', { unknown: { kind: 'not-found', zh: '没有这一日的对账单', en: 'there is no statement of that day' } });

@Controller()
export class ReconciliationController {
  constructor(
    @Inject(Reader) private readonly reader: Reader,
    @Inject(ClearBreakHandler) private readonly clearing: ClearBreakHandler,
  ) {}

  @Implements(listTreasuryFiles)
  async files(@Input() { query }: RouteInput<typeof listTreasuryFiles>, @Caller() { scope }: Caller) {
    return { items: await readFiles(this.reader, regionPrefix(scope.jurisdiction), query.state) };
  }

  @Implements(listReconciliationBreaks)
  async breaks(@Caller() { scope }: Caller) {
    return { items: await readBreaks(this.reader, regionPrefix(scope.jurisdiction)) };
  }

  @Implements(listReconciledDays)
  async days(@Input() { query: { account } }: RouteInput<typeof listReconciledDays>, @Caller() { scope }: Caller) {
    return { items: (await readDays(this.reader, regionPrefix(scope.jurisdiction), { account })).map(wireDay) };
  }

  @Implements(getReconciledDay)
  async day(@Input() { params: { account, day } }: RouteInput<typeof getReconciledDay>, @Caller() { scope }: Caller) {
    const prefix = regionPrefix(scope.jurisdiction);
    const [found] = await readDays(this.reader, prefix, { account, day });
    if (!found) return refuse('unknown');
    const items = await readDayEntries(this.reader, account, found.statementNo);
    const about = new Set([String(found.statementNo), ...items.map(({ entryRef }) => entryRef)]);
    return { ...wireDay(found), items, breaks: (await readBreaks(this.reader, prefix, { account })).filter((each) => about.has(each.about)) };
  }

  @Implements(clearReconciliationBreak)
  async clear(@Input() input: RouteInput<typeof clearReconciliationBreak>, @Caller() caller: Caller) {
    return this.clearing.execute(input, caller);
  }
}

const wireDay = ({ account, statementNo, day, entries, ...sums }: ReconciledDay) => ({
  account,
  statementNo,
  day,
  entries,
  openingFen: sums.opening.toString(),
  matchedFen: sums.matched.toString(),
  suspendedFen: sums.suspended.toString(),
  closingByBankFen: sums.closingByBank.toString(),
  closingByLedgerFen: sums.closingByLedger.toString(),
  differenceFen: sums.difference.toString(),
  unexplainedFen: sums.unexplained.toString(),
});
