import { DataSource } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';

/** Reads outside a transaction: what the GET routes show. */
@Injectable()
export class Reader {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.dataSource.query<Row[]>(sql, [...parameters]);
  }
}
