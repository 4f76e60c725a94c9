import { demoPassword, organisations, people, type Organisation } from './people.js';

const STYLE = `
:root { color-scheme: light; --ink: #1d2530; --soft: #5b6776; --line: #dde3ea; --accent: #0b5cab; --ground: #f4f6f9 }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
main { max-width: 960px; margin: 0 auto; padding: 32px 20px 64px }
header { border-left: 4px solid var(--accent); padding-left: 16px; margin-bottom: 28px }
h1 { font-size: 26px; line-height: 1.3; margin: 0 }
h2 { font-size: 15px; margin: 0 0 10px }
small, .soft { color: var(--soft); font-size: 13px; font-weight: 400 }
.organisations { display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 16px }
section, form.manual { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 16px }
h2 small { display: block }
button { font: inherit; cursor: pointer; border-radius: 8px; border: 1px solid var(--line); background: #fff; color: var(--ink); min-height: 44px; padding: 8px 14px }
section button { display: block; width: 100%; text-align: left; margin-top: 8px }
section button small { display: block; line-height: 1.3 }
button:hover, button:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: -1px }
form.manual { margin-top: 24px; display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); align-items: end }
label { display: block; font-size: 14px }
input { display: block; width: 100%; min-height: 44px; margin-top: 4px; padding: 8px 12px; font: inherit; border: 1px solid var(--line); border-radius: 8px }
.primary { background: var(--accent); border-color: var(--accent); color: #fff }
.problem { background: #fdecea; border: 1px solid #e4a49d; color: #8a1c10; border-radius: 8px; padding: 10px 14px }
a { color: var(--accent) }`;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 购服</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;

const heading = (title: string, subtitle: string): string => `<header><h1>${title}</h1><span class="soft">${subtitle}</span></header>`;

const organisationCard = ({ key, nameZh, nameEn }: Organisation): string => {
  const buttons = people
    .filter((person) => person.organisation === key)
    .map(({ username, labelZh, labelEn }) => `<button name="username" value="${username}">${labelZh}<small>${labelEn} · ${username}</small></button>`);
  return `<section><h2>${nameZh}<small>${nameEn}</small></h2>${buttons.join('')}</section>`;
};

/** The demonstration accounts, one click each, and the plain form beneath. */
export const signInPage = (problem?: string): string =>
  page(
    '登录',
    `${heading('购服 · 政府购买社会工作服务平台', '本地演示登录：选择一个演示账号 · Local demonstration: choose whom to sign in as')}
${problem ? `<p class="problem" role="alert">${escapeHtml(problem)}</p>` : ''}
<form method="post"><input type="hidden" name="password" value="${demoPassword}">
<div class="organisations" role="group" aria-label="演示账号">${organisations.map(organisationCard).join('')}</div></form>
<form class="manual" method="post">
<label>账号 Account<input name="username" autocomplete="username" required></label>
<label>密码 Password<input name="password" type="password" autocomplete="current-password" required></label>
<button class="primary">登录 Sign in</button></form>
<p class="soft">所有演示账号密码均为 <code>${demoPassword}</code>，仅限本机使用。 All demonstration accounts share this password; for this machine only.</p>`,
  );

/** Asks before signing out; when our own client asked with the person's ID token, the page confirms by itself. */
export const signOutPage = (form: string, confirmed: boolean): string =>
  page(
    '退出登录',
    `${heading('退出登录？', 'Sign out?')}${form}
<button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes">退出登录 Sign out</button>
<button type="submit" form="op.logoutForm">保持登录 Stay signed in</button>
${confirmed ? "<script>document.querySelector('button[name=logout]').click()</script>" : ''}`,
  );

export const signedOutPage = (): string => page('已退出', heading('已退出登录', 'You are signed out'));

export const errorPage = (portalUrl: string, reason: string): string =>
  page(
    '无法登录',
    `${heading('无法登录', 'Sign-in is not possible')}<p class="problem" role="alert">${escapeHtml(reason)}</p>
<p><a href="${escapeHtml(portalUrl)}/">返回门户 Back to the portal</a></p>`,
  );
