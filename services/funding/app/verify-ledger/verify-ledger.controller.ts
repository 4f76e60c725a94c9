import { verifyLedger as verifyLedgerRoute } from '@goufu/contracts';
import { DataSource } from '@goufu/persistence';
import { Implements } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { verifyLedger } from './verify-ledger.js';

@Controller()
export class VerifyLedgerController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Implements(verifyLedgerRoute)
  async verify() {
    return this.dataSource.transaction('REPEATABLE READ', (manager) =>
      verifyLedger({ query: <Row>(sql: string, parameters: readonly unknown[] = []) => manager.query<Row[]>(sql, [...parameters]) }),
    );
  }
}
