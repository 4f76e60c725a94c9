/** A line through its year and beyond it: allotment, what its money is for, whose money it carries on, whether its year is closed. */
export const BUDGET_YEAR = `
  ALTER TABLE budget_line
    ADD COLUMN allotment text NOT NULL DEFAULT 'one-off' CHECK (allotment IN ('one-off', 'in-parts')),
    ADD COLUMN uses text[] NOT NULL DEFAULT '{}',
    ADD COLUMN origin_year int,
    ADD COLUMN continues_line uuid REFERENCES budget_line,
    ADD COLUMN closed_at timestamptz;
  UPDATE budget_line SET origin_year = fiscal_year;
  ALTER TABLE budget_line ALTER COLUMN origin_year SET NOT NULL, ADD CHECK (origin_year <= fiscal_year);
  CREATE UNIQUE INDEX budget_line_continued ON budget_line (continues_line, fiscal_year) WHERE continues_line IS NOT NULL AND origin_year = fiscal_year;`;
