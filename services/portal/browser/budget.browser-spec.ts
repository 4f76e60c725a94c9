import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listBudgetLines, openBudgetLine } from '@goufu/contracts';
import type { Browser } from 'playwright-core';
import { Stack } from './specs/stack.js';
import { openBrowser, Visitor } from './specs/visitor.js';

const stack = Stack.fromEnvironment();
let browser: Browser;
/** What a line is for; a run of this spec is told from another by it. */
const use = `社区服务 ${randomUUID().slice(0, 8)}`;
const [giving, taking] = [`街道社工站 ${use}`, `社区助老 ${use}`];

beforeAll(async () => {
  browser = await openBrowser(stack);
});

afterAll(() => browser.close());

const thisYear = async () => (await stack.as('finance-officer', 'funding', listBudgetLines, {})).thisYear;
const openLine = (year: number, titleZh: string, allotment: 'one-off' | 'in-parts' = 'one-off') =>
  stack.as('finance-officer', 'funding', openBudgetLine, { body: { year, titleZh, source: 'district-budget', allowedUse: use, amountFen: '100000000', allotment } });
const appropriated = async (titleZh: string) => (await stack.as('auditor', 'funding', listBudgetLines, {})).items.find((line) => line.titleZh === titleZh)?.appropriatedFen;

describe('the budget in a real browser', () => {
  it('moves money between lines when others than the one who asked approve it, and tells the same person why not twice', async () => {
    await openLine(await thisYear(), giving);
    const officer = await Visitor.signedIn(browser, stack, 'finance-officer');
    await officer.open('/budget');
    await openInTheBrowser(officer);
    await ask(officer);
    const first = await Visitor.signedIn(browser, stack, 'finance-approver-1');
    await first.page.getByRole('row', { name: `年中调剂 ${use}` }).getByRole('link', { name: '审批预算调剂' }).click();
    const late = await Visitor.signedIn(browser, stack, 'finance-approver-1');
    await late.open('/budget');
    await transferOf(late).getByRole('button', { name: '同意调剂' }).click();
    await approve(first);
    await transferOf(first).getByText('已批 1 / 2').waitFor();
    await transferOf(first).getByText('须由申请人以外、尚未审批过的人审批').waitFor();
    await first.look('budget-approver');
    await late.page.getByRole('dialog').getByRole('button', { name: '同意调剂' }).click();
    await late.page.getByRole('alert').getByText('申请人不得审批，同一人不得重复审批').waitFor();
    const second = await Visitor.signedIn(browser, stack, 'finance-approver-2');
    await second.open('/budget');
    await approve(second);
    await transferOf(second).getByText('已生效').waitFor();
    expect([await appropriated(giving), await appropriated(taking)]).toEqual(['80000000', '120000000']);
    expect([...officer.complaints, ...first.complaints, ...second.complaints]).toEqual([]);
  });

  it('allots no more than is left, and says so at the question', async () => {
    const title = `分期使用 ${use}`;
    await openLine(await thisYear(), title, 'in-parts');
    const officer = await Visitor.signedIn(browser, stack, 'finance-officer');
    await officer.open('/budget');
    const row = officer.page.getByRole('row', { name: title }).first();
    await row.getByRole('button', { name: '分配' }).click();
    const dialog = officer.page.getByRole('dialog');
    await dialog.getByLabel('本次分配金额').fill('1000000.01');
    await dialog.getByLabel('理由').fill('第一季度');
    await dialog.getByRole('button', { name: '分配' }).click();
    await dialog.getByRole('alert').getByText('分配金额超过待分配的预算').waitFor();
    await officer.look('budget-refused');
    await dialog.getByLabel('本次分配金额').fill('250000');
    await dialog.getByRole('button', { name: '分配' }).click();
    await row.getByText('250,000.00').first().waitFor();
    expect((await stack.as('auditor', 'funding', listBudgetLines, {})).items.find(({ titleZh }) => titleZh === title)?.balances).toMatchObject({ unallottedFen: '75000000', availableFen: '25000000' });
    expect(officer.complaints.filter((complaint) => !complaint.includes('status of 4'))).toEqual([]);
  });

  it('shows what the end of a year carries over and what lapses, and closes it so', async () => {
    const year = (await thisYear()) - 1;
    const title = `去年未用完 ${use}`;
    await openLine(year, title);
    const officer = await Visitor.signedIn(browser, stack, 'finance-officer');
    await officer.open('/budget');
    await officer.page.getByLabel('年度', { exact: true }).selectOption(String(year));
    const needed = officer.page.getByLabel(`${title}：结转金额`);
    await needed.fill('2000000');
    await officer.page.getByText('结转金额须为不超过未用完金额的数').waitFor();
    await needed.fill('600000');
    const row = officer.page.getByRole('row', { name: title }).filter({ has: needed });
    await row.getByText('¥400,000.00').waitFor();
    await officer.look('budget-year-end');
    await officer.page.getByRole('button', { name: `办理 ${year} 年度结账` }).click();
    await officer.page.getByRole('dialog').getByRole('button', { name: `办理 ${year} 年度结账` }).click();
    await needed.waitFor({ state: 'detached' });
    await officer.look('budget-closed');
    const { items } = await stack.as('auditor', 'funding', listBudgetLines, {});
    expect(items.find(({ titleZh }) => titleZh === title)?.balances).toMatchObject({ availableFen: '0', carriedFen: '60000000', lapsedFen: '40000000' });
    expect(items.find((line) => line.allowedUse === use && line.year === year + 1 && line.originYear === year)).toMatchObject({ appropriatedFen: '60000000' });
    expect(officer.complaints).toEqual([]);
  });
});

const transferOf = ({ page }: Visitor) => page.getByRole('row', { name: `年中调剂 ${use}` });

async function openInTheBrowser(officer: Visitor): Promise<void> {
  await officer.page.getByRole('button', { name: '新增预算指标' }).click();
  const dialog = officer.page.getByRole('dialog');
  await dialog.getByLabel('预算指标').fill(taking);
  await dialog.getByLabel('规定用途').fill(use);
  await dialog.getByLabel('预算额').fill('1000000');
  await officer.look('budget-open-line');
  await dialog.getByRole('button', { name: '新增预算指标' }).click();
  await officer.page.getByRole('row', { name: taking }).first().waitFor();
}

/** A fifth of the line: more than one person's approval may move (R124). */
async function ask(officer: Visitor): Promise<void> {
  await officer.page.getByRole('row', { name: giving }).getByRole('button', { name: '调剂' }).click();
  const dialog = officer.page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: '调入指标' }).click();
  await officer.page.locator('.ant-select-item-option', { hasText: taking }).click();
  await dialog.getByLabel('调剂金额').fill('200000');
  await dialog.getByLabel('理由').fill(`年中调剂 ${use}`);
  await dialog.getByRole('button', { name: '调剂', exact: true }).click();
  await transferOf(officer).getByText('等审批人办理').waitFor();
  await officer.look('budget');
}

async function approve(approver: Visitor): Promise<void> {
  await transferOf(approver).getByRole('button', { name: '同意调剂' }).click();
  await approver.page.getByRole('dialog').getByRole('button', { name: '同意调剂' }).click();
}
