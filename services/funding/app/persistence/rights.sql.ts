/**
 * Rights as migrations give them. The roles are made by the stack: `…_owner` migrates, `…_app` serves, and `…_ledger`, as which nobody
 * logs in, is the one that may write the ledger.
 */
const ROLES = `
    app text := replace(current_user, '_owner', '_app');
    ledger text := replace(current_user, '_owner', '_ledger');`;

const inRoles = (declared: string, statements: readonly string[]): string => `DO $$ DECLARE${ROLES}${declared}
  BEGIN
    ${statements.join('\n    ')}
  END $$;`;

/** What the app role adds to these tables stays as it is, but for the columns of a table that may change. */
export const keptByApp = (tables: string, changing: Readonly<Record<string, string>> = {}): string =>
  inRoles('', [
    `EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON ${tables} FROM %I', app);`,
    ...Object.entries(changing).map(([table, columns]) => `EXECUTE format('GRANT UPDATE (${columns}) ON ${table} TO %I', app);`),
  ]);

/** The ledger's tables are read by the app role, and written by the ledger's alone. */
export const writtenByLedger = (balances: string, transfers: string): string =>
  inRoles('', [
    `EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', ledger);`,
    `EXECUTE format('GRANT SELECT, INSERT, UPDATE ON ${balances} TO %I', ledger);`,
    `EXECUTE format('GRANT SELECT, INSERT ON ${transfers} TO %I', ledger);`,
    `EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ${balances}, ${transfers} FROM %I', app);`,
  ]);

/** A SECURITY DEFINER function that works with the rights of the ledger's role, and that the app role alone may call. Told from others of its name by the number of its parameters. */
export const actsAsLedger = (name: string, parameters: number): string =>
  inRoles('\n    named regprocedure;', [
    `SELECT oid::regprocedure INTO STRICT named FROM pg_proc WHERE proname = '${name}' AND pronargs = ${parameters};`,
    `EXECUTE format('GRANT CREATE ON SCHEMA public TO %I', ledger);`,
    `EXECUTE format('ALTER FUNCTION %s OWNER TO %I', named, ledger);`,
    `EXECUTE format('REVOKE CREATE ON SCHEMA public FROM %I', ledger);`,
    `EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', named);`,
    `EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', named, app);`,
  ]);
