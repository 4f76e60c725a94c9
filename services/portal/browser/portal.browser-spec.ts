import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getPaymentOrder } from '@goufu/contracts';
import type { Browser } from 'playwright-core';
import { smallPurchase, type SmallPurchase } from './specs/small-purchase.js';
import { Stack } from './specs/stack.js';
import { openBrowser, Visitor } from './specs/visitor.js';

const stack = Stack.fromEnvironment();
let browser: Browser;
let purchase: SmallPurchase;

beforeAll(async () => {
  browser = await openBrowser(stack);
  purchase = await smallPurchase(stack);
}, 180_000);

afterAll(() => browser.close());

const REPORT = { name: '半年服务报告.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<< /Title (report) >>\nendobj\ntrailer\n<< >>\n%%EOF\n') };
const NO_FILE = { name: '说明.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ this is a program') };

describe('the portal in a real browser', () => {
  it('lets finance approve a waiting payment, and shows it to whoever looks at the purchase, as it happens', async () => {
    const auditor = await Visitor.signedIn(browser, stack, 'auditor');
    await auditor.open(`/purchases/${purchase.purchaseId}`);
    await auditor.page.getByText('实时更新').waitFor();
    const approver = await Visitor.signedIn(browser, stack, 'finance-approver-1');
    await approver.look('home-finance-approver');
    await approver.page.getByRole('row', { name: purchase.title }).getByRole('link', { name: '审批付款' }).click();
    await approver.page.getByText('72,000.00').first().waitFor();
    await approver.page.getByText('柒万贰仟元整').first().waitFor();
    await approver.look('payment-order');
    await approver.page.getByRole('button', { name: '同意付款' }).click();
    await approver.page.getByRole('dialog').getByRole('button', { name: '同意付款' }).click();
    await approver.page.getByRole('heading', { name: '审批（1 / 2）' }).waitFor();
    expect(await stack.as('finance-officer', 'funding', getPaymentOrder, { params: { orderId: purchase.orderId } })).toMatchObject({ approvalsGiven: 1, mayApprove: false });
    await auditor.page.locator('li.new[data-fact="funding.payment-approval-given.v1"]').waitFor();
    await auditor.look('purchase');
    expect([...approver.complaints, ...auditor.complaints]).toEqual([]);
  });

  it('shows finance what waits and on whom, and who sees to it once somebody says so', async () => {
    const officer = await Visitor.signedIn(browser, stack, 'finance-officer');
    await officer.open('/stuck');
    const row = officer.page.getByRole('row', { name: purchase.title }).filter({ hasText: '72,000.00' });
    await row.getByText('待审批').waitFor();
    await row.getByRole('button', { name: '由我跟进' }).click();
    await officer.page.getByRole('dialog').getByRole('textbox').fill('已请第二位审批人办理');
    await officer.page.getByRole('dialog').getByRole('button', { name: '由我跟进' }).click();
    await row.getByText('已请第二位审批人办理').waitFor();
    await officer.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await officer.look('stuck');
    const operator = await Visitor.signedIn(browser, stack, 'operator');
    await operator.open('/stuck');
    await operator.page.getByRole('heading', { name: '搁置的消息与任务' }).waitFor();
    await operator.look('stuck-operator');
    expect([...officer.complaints, ...operator.complaints]).toEqual([]);
  });

  it('lets an agency upload a deliverable, and says at the field why another file is refused', async () => {
    const agency = await Visitor.signedIn(browser, stack, 'agency-a');
    await agency.look('home-agency');
    await agency.page.getByRole('row', { name: purchase.title }).getByRole('link', { name: '提交成果' }).click();
    const upload = agency.page.locator('input[type=file]');
    await upload.setInputFiles(NO_FILE);
    await agency.page.getByRole('alert').waitFor();
    await agency.look('project-refused');
    await upload.setInputFiles(REPORT);
    await agency.page.getByRole('link', { name: REPORT.name }).waitFor();
    await agency.page.getByText('待审核').waitFor();
    await agency.look('project-agency');
    expect(agency.complaints.filter((complaint) => !complaint.includes('status of 4'))).toEqual([]);
  });

  it('lets civil affairs accept it', async () => {
    const purchaser = await Visitor.signedIn(browser, stack, 'purchaser-1');
    await purchaser.look('home-purchaser');
    await purchaser.page.getByRole('row', { name: purchase.title }).getByRole('link', { name: '审核成果' }).click();
    await purchaser.page.getByRole('button', { name: '接受成果' }).click();
    await purchaser.page.getByRole('dialog').getByRole('button', { name: '接受成果' }).click();
    await purchaser.page.getByText('已接受').waitFor();
    await purchaser.page.getByText(/已达成/).waitFor();
    await purchaser.look('project-accepted');
    await purchaser.open('/money');
    await purchaser.look('money');
    expect(purchaser.complaints).toEqual([]);
  });

  it('shows the ranking to anybody, and speaks English when asked', async () => {
    const page = await browser.newPage();
    await page.goto(`${stack.portal}/ranking`);
    await page.getByRole('heading', { name: '机构排名' }).first().waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Ranking of agencies' }).first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });
});
