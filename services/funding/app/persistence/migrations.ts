import { sqlMigration, type Migration } from '@goufu/persistence';
import { APPROVAL_ROLES, SUSPENDED_DEBIT_GUARD, VOUCHER_RECORDS } from './approval.sql.js';
import { BANK_STATEMENT_TABLES, SUSPENSE_ASSIGNMENT_TABLES } from './bank-statement.sql.js';
import { BUDGET_TABLES, TRANCHE_TABLES } from './budget.sql.js';
import { BUDGET_YEAR, COMMITMENT_BY_YEAR, COST_TABLE, LINE_TRANSFER } from './budget-year.sql.js';
import { CLAWBACK_CASES_OF_CORRECTIONS, CLAWBACK_OFFSET, CLAWBACK_PAYMENT_RETURNED, CLAWBACK_PROPOSAL, CLAWBACK_TABLES } from './clawback.sql.js';
import { EVIDENCE_UNTIL, NOTHING_IS_DELETED, SUPPLEMENTS, TRANCHE_ENDED } from './finality.sql.js';
import { LEDGER_GRANTS, LEDGER_TABLES } from './ledger.sql.js';
import { LEDGER_WRITER, LEDGER_WRITER_GRANTS } from './ledger-writer.sql.js';
import { TREASURY_FILE_TABLES } from './rails.sql.js';
import { LOCKS_BY_STATEMENT, SHORTAGE } from './shortage.sql.js';
import { STUCK_ASSIGNMENT } from './stuck.sql.js';
import { PAYMENT_GUARDS, PAYMENT_TABLES, STATEMENT_TABLES } from './payment.sql.js';

export const fundingMigrations: readonly Migration[] = [
  sqlMigration(20260201001, 'Ledger', `${LEDGER_TABLES}${LEDGER_GRANTS}`),
  sqlMigration(20260201002, 'BudgetAndTranche', `${BUDGET_TABLES}${TRANCHE_TABLES}`),
  sqlMigration(20260201003, 'Payment', `${PAYMENT_TABLES}${STATEMENT_TABLES}${PAYMENT_GUARDS}`),
  sqlMigration(20260301001, 'BudgetYear', BUDGET_YEAR),
  sqlMigration(20260301002, 'LineTransfer', LINE_TRANSFER),
  sqlMigration(20260301003, 'CommitmentByYear', COMMITMENT_BY_YEAR),
  sqlMigration(20260301004, 'CostTable', COST_TABLE),
  sqlMigration(20260302001, 'Finality', `${TRANCHE_ENDED}${NOTHING_IS_DELETED}`),
  sqlMigration(20260302002, 'EvidenceUntil', EVIDENCE_UNTIL),
  sqlMigration(20260302003, 'Supplements', SUPPLEMENTS),
  sqlMigration(20260303001, 'Clawback', `${CLAWBACK_TABLES}${CLAWBACK_CASES_OF_CORRECTIONS}`),
  sqlMigration(20260303002, 'ApprovalRoles', `${APPROVAL_ROLES}${VOUCHER_RECORDS}`),
  sqlMigration(20260304001, 'TreasuryFile', TREASURY_FILE_TABLES),
  sqlMigration(20260304002, 'BankStatement', `${BANK_STATEMENT_TABLES}${SUSPENSE_ASSIGNMENT_TABLES}`),
  sqlMigration(20260305002, 'LedgerDecidesEventByEvent', `${LEDGER_WRITER}${LEDGER_WRITER_GRANTS}`),
  sqlMigration(20260306001, 'StuckAssignment', STUCK_ASSIGNMENT),
  sqlMigration(20260307001, 'Shortage', SHORTAGE),
  sqlMigration(20260307002, 'ClawbackPaymentReturned', CLAWBACK_PAYMENT_RETURNED),
  sqlMigration(20260307003, 'ClawbackOffset', CLAWBACK_OFFSET),
  sqlMigration(20260309001, 'LedgerPostsWhatFits', LEDGER_WRITER),
  sqlMigration(20260310001, 'LedgerOpensBeforeItLocks', LEDGER_WRITER),
  sqlMigration(20260310002, 'SuspendedDebitGuard', SUSPENDED_DEBIT_GUARD),
  sqlMigration(20260312001, 'LocksByStatement', LOCKS_BY_STATEMENT),
  sqlMigration(20260312002, 'LedgerPostsInOnePass', `${LEDGER_WRITER}${LEDGER_WRITER_GRANTS}`),
  sqlMigration(20260394001, 'ClawbackProposal', CLAWBACK_PROPOSAL),
];
