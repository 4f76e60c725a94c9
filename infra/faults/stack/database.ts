import pg from 'pg';

/** Lets `work` use a connection of its own to the database at `url`, which is closed afterwards. */
export async function inDatabase<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs one statement after the other, each in its own transaction; answers the rows of the last. */
export const statements = <Row extends object>(url: string, ...all: readonly string[]): Promise<Row[]> =>
  inDatabase(url, async (client) => {
    let rows: Row[] = [];
    for (const statement of all) ({ rows } = await client.query<Row>(statement));
    return rows;
  });
