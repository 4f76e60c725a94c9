import { sqlMigration, type Migration } from '@goufu/persistence';

/** Tables of this library: the movable clock's one row. */
export const serviceMigrations: readonly Migration[] = [
  sqlMigration(
    20260101004,
    'BusinessClock',
    `CREATE TABLE business_clock (
       singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
       at timestamptz NOT NULL
     )`,
  ),
];
