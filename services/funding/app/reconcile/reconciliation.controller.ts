import { clearReconciliationBreak, listReconciliationBreaks, listTreasuryFiles, type RouteInput } from '@goufu/contracts';
import { regionPrefix } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { readBreaks } from '../persistence/break.repository.js';
import { Reader } from '../persistence/reader.js';
import { readFiles } from '../persistence/treasury-file.repository.js';
import { ClearBreakHandler } from './clear-break.handler.js';

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

  @Implements(clearReconciliationBreak)
  async clear(@Input() input: RouteInput<typeof clearReconciliationBreak>, @Caller() caller: Caller) {
    return this.clearing.execute(input, caller);
  }
}
