// Drives the console in Chromium as a person would, and says how long each answer to a key or a click took: one JSON
// line a figure. node bench/console.mjs ADDRESS PERSON PASSWORD; Playwright comes with the console's build.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const { chromium } = createRequire(fileURLToPath(new URL('../console/package.json', import.meta.url)))('playwright-core');
const [address, person, password] = process.argv.slice(2);
const SLOWER = Number(process.env.HUIFANG_CPU_SLOWER ?? 1);

const browser = await chromium.launch({
  executablePath: process.env.HUIFANG_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await (await browser.newContext({ locale: 'zh-CN', viewport: { width: 1360, height: 900 } })).newPage();
if (SLOWER > 1) await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
const sizes = [];
page.on('requestfinished', (request) => sizes.push(request.sizes()));
const bytes = async () => (await Promise.all(sizes)).reduce((sum, one) => sum + Math.max(0, one.responseBodySize), 0);
// From the event to the next painting, as the browser itself measures it; what is shorter than 16 ms it does not tell.
await page.addInitScript(() => {
  window.answered = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (one.interactionId) window.answered.push([one.interactionId, one.duration]);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
});

await page.goto(`${address}/`);
await page.fill('input[autocomplete=username]', person);
await page.fill('input[autocomplete=current-password]', password);
await page.keyboard.press('Enter');
await page.waitForSelector('header.ant-layout-header');
await page.waitForSelector('.todo');
await page.waitForTimeout(500);
const first = await bytes();

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;

/** @param act one interaction; @param shown resolves once what was asked for is seen */
async function measured(what, times, act, shown) {
  await page.evaluate(() => window.answered.splice(0));
  const until = [];
  for (let n = 0; n < times; n++) {
    const begun = performance.now();
    await act(n);
    await shown(n);
    until.push(performance.now() - begun);
    await page.waitForTimeout(120);
  }
  const answered = await page.evaluate(() => window.answered);
  const longest = new Map();
  for (const [id, duration] of answered) longest.set(id, Math.max(longest.get(id) ?? 0, duration));
  const durations = [...longest.values()];
  while (durations.length < times) durations.push(16);
  console.log(JSON.stringify({ what, times, paintP50: quantile(durations, 0.5), paintMax: Math.max(...durations), shownP50: quantile(until, 0.5), shownMax: Math.max(...until) }));
}

const firstNumber = () => page.locator('.rows tbody a').first().textContent();
const rowsChange = async (before) => {
  await page.waitForFunction((former) => document.querySelector('.rows tbody a')?.textContent !== former, before);
};

await measured('a key in the list of work', 20, () => page.keyboard.press('j'), () => page.waitForSelector('.todo.selected'));
await page.goto(`${address}/app/search`);
await page.waitForSelector('.rows tbody tr');
let before = await firstNumber();
await measured(
  'next page of 10,000',
  15,
  () => page.locator('.page > .row button').last().click(),
  async () => {
    await rowsChange(before);
    before = await firstNumber();
  },
);
await page.goto(`${address}/app/search`);
await page.waitForSelector('.rows tbody tr');
await measured(
  'another filter',
  12,
  (n) => page.locator('.ant-segmented-item').nth((n + 1) % 2).click(),
  (n) => page.waitForFunction((open) => location.search.includes('open=true') === open, (n + 1) % 2 === 1),
);
await measured(
  'open a case and go back',
  10,
  async () => {
    await page.locator('.rows tbody a').first().click();
    await page.waitForSelector('.story li');
    await page.goBack();
  },
  () => page.waitForSelector('.rows tbody a'),
);
await page.goto(`${address}/app/register`);
await page.waitForSelector('textarea');
await page.locator('textarea').first().focus();
await measured('a letter while registering', 40, () => page.keyboard.type('电'), () => Promise.resolve());
const second = await bytes();
await page.goto(`${address}/app/work`);
await page.waitForSelector('.todo');
await page.waitForTimeout(500);
console.log(JSON.stringify({ what: 'the first time, with signing in', bytes: first }));
console.log(JSON.stringify({ what: 'again', bytes: (await bytes()) - second }));
await browser.close();
