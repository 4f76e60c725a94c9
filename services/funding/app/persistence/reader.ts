import { DataSource, type Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';

/** Whatever can be read from: a transaction, or the database as it stands. */
export type Reads = Pick<Tx, 'query'>;

/** Reads outside a transaction: what the GET routes show. */
@Injectable()
export class Reader implements Reads {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.dataSource.query<Row[]>(sql, [...parameters]);
  }
}
