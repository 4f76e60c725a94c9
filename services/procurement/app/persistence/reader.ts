import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** SQL that answers rows; a transaction or the plain database. */
export interface Sql {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Reads outside a transaction: what the GET routes show. */
@Injectable()
export class Reader implements Sql {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.dataSource.query<Row[]>(sql, [...parameters]);
  }
}
