import { verifyLedger } from '@goufu/contracts';
import { DataSource } from '@goufu/persistence';
import { Implements } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { verifyBooks } from './verify-books.js';

@Controller()
export class VerifyLedgerController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Implements(verifyLedger)
  async verify() {
    const { transfers, accounts, discrepancies } = await this.dataSource.transaction('REPEATABLE READ', (manager) =>
      verifyBooks({ query: <Row>(sql: string, parameters: readonly unknown[] = []) => manager.query<Row[]>(sql, [...parameters]) }),
    );
    return { transfers, accounts, discrepancies };
  }
}
