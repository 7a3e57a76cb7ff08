// What a person does with the preview: looks, edits, breaks the file, mends it, clicks, copies. Run by `.ci/preview`.

import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const recto = process.env.RECTO;
const pictures = process.env.PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

const text = readFileSync("ada.yaml", "utf8");
const server = spawn(recto, ["render", "ada.yaml", "--watch", "--preview"], { stdio: ["ignore", "ignore", "pipe"] });
let said = "";
server.stderr.on("data", (data) => (said += data));
const until = async (what, test) => {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await test();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`waited in vain for ${what}; recto said:\n${said}`);
};
const address = await until("the address", () => said.match(/http:\S+/)?.[0]);
const { host } = new URL(address);

const profile = `${process.cwd()}/profile`;
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  viewport: { width: 1280, height: 860 },
  colorScheme: "light",
});

const asked = [];
const trouble = [];
const watchPage = (page) => {
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => trouble.push(error.message));
  page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
};
const page = await browser.newPage();
watchPage(page);

const picture = async (name) => {
  if (!pictures) return;
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${pictures}/${name}.png` });
};
const step = (name) => console.log(`  ${name}`);
const names = () => page.$$eval("#pages img", (images) => images.filter((image) => image.naturalWidth > 0).map((image) => image.dataset.name));
const waitForOthers = (before, why) => until(why, async () => {
  const now = await names();
  return now.length > 0 && `${now}` !== `${before}` && now;
});
const kept = () => page.locator("#text").textContent();

try {
  await page.goto(address);
  let shown = await waitForOthers([], "the first page");
  assert.equal(shown.length, 1);
  assert.equal(await page.locator("#file").textContent(), "ada.yaml");
  assert.equal(await page.locator("#problems").isVisible(), false);
  await picture("light");
  step("pages are shown");

  await page.locator("#stage").evaluate((stage) => stage.scrollTo(0, 300));
  const before = readFileSync("ada.pdf");
  writeFileSync("ada.yaml", text.replace("Ada Lindqvist", "Ada Changed"));
  shown = await waitForOthers(shown, "the new page");
  await until("the new PDF", () => !readFileSync("ada.pdf").equals(before));
  assert.equal(await page.locator("#stage").evaluate((stage) => stage.scrollTop), 300, "the place is kept");
  step("an edit is shown, the place is kept, the PDF is written");

  const good = readFileSync("ada.pdf");
  writeFileSync("ada.yaml", text.replace('startDate: "2021-03"', 'startDate: "2021-03'));
  await page.locator("#problems").waitFor();
  const first = page.locator("#list li").first();
  assert.equal(await first.locator(".severity").textContent(), "error");
  assert.match(await first.locator(".where").textContent(), /^\d+:\d+$/);
  assert.ok(await page.evaluate(() => document.body.classList.contains("stale")), "the old pages are dimmed");
  assert.deepEqual(await names(), shown, "the old pages stay");
  assert.ok(readFileSync("ada.pdf").equals(good), "the old PDF stays");
  assert.match(await page.title(), /error/);
  await picture("error-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture("error-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.reload();
  await page.locator("#problems").waitFor();
  await until("the old pages after a reload", async () => `${await names()}` === `${shown}`);
  step("an error is told over the old pages");

  await page.getByTitle("teal").click();
  await until("why there is nothing to copy", async () => /^The file has errors/.test(await page.locator("#advice").textContent()));
  await page.locator("#reset").click();
  step("while there are errors, the panel says why it has nothing to copy");

  writeFileSync("ada.yaml", text);
  await page.locator("#problems").waitFor({ state: "hidden" });
  shown = await waitForOthers(shown, "the mended page");
  assert.equal(await page.evaluate(() => document.body.classList.contains("stale")), false);
  step("mending it takes the error away");

  await page.getByText("datum", { exact: true }).click();
  shown = await waitForOthers(shown, "another layout");
  await until("the layout to keep", async () => (await kept()) === "meta:\n  recto:\n    layout: datum\n");
  await page.getByText("US Letter").click();
  shown = await waitForOthers(shown, "another paper");
  await page.getByTitle("teal").click();
  shown = await waitForOthers(shown, "another accent");
  assert.equal(await kept(), "meta:\n  recto:\n    layout: datum\n    paper: us-letter\n    accent: teal\n");
  await page.locator("#any").fill("#7a1f3d");
  shown = await waitForOthers(shown, "a colour of one's own");
  assert.match(await kept(), /accent: "#7a1f3d"\n/);
  await page.locator("#count label").nth(1).click();
  await until("a number of pages to keep", async () => /pages: 1\n/.test(await kept()));
  assert.equal((await names()).length, 1);
  assert.match(await page.locator("#fit").textContent(), /at most 1 page/);
  await picture("clicked");
  step("layout, paper, accent and page count are tried, and the options to keep are there");

  await browser.grantPermissions(["clipboard-read", "clipboard-write"], { origin: `http://${host}` });
  await page.locator("#copy").click();
  await until("that it was copied", async () => (await page.locator("#copy").textContent()) === "Copied");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await kept());
  const ownPdf = readFileSync("ada.pdf");
  writeFileSync("ada.yaml", text.slice(0, text.indexOf("\nmeta:") + 1) + (await kept()));
  await until("the PDF with the kept options", () => !readFileSync("ada.pdf").equals(ownPdf));
  step("what was copied does in the file what it did on the page");
  writeFileSync("ada.yaml", text);

  await page.locator("#reset").click();
  await until("nothing to keep", async () => !(await page.locator("#text").isVisible()));
  const many = Array.from({ length: 60 }, (_, at) => `  - {name: Employer ${at}, position: Engineer, highlights: [one, two, three]}`).join("\n");
  writeFileSync("ada.yaml", `basics: {name: Ada}\nwork:\n${many}\n`);
  await until("several pages", async () => (await names()).length > 2);
  await page.locator("#count label").nth(1).click();
  await until("that it cannot be", async () => /cannot be reached/.test(await page.locator("#fit").textContent()));
  await picture("missed");
  await page.locator("#count label").nth(0).click();
  step("a number of pages that cannot be is told");

  // Without a mouse: the keyboard reaches every control, and it shows where it is.
  await page.locator("#layout input:checked").focus();
  await page.keyboard.press("ArrowDown");
  await until("a layout by keyboard", async () => /layout:/.test(await kept()));
  const outline = await page.locator("#layout label:has(:focus-visible)").evaluate((label) => getComputedStyle(label).outlineStyle);
  assert.equal(outline, "solid");
  await picture("keyboard");
  step("the keyboard does it, too");

  await page.setViewportSize({ width: 400, height: 800 });
  await picture("narrow");
  await page.locator("#toggle").click();
  assert.ok(await page.locator("#keep").isVisible());
  await page.emulateMedia({ colorScheme: "dark" });
  await picture("narrow-options-dark");
  await page.setViewportSize({ width: 1280, height: 860 });
  await picture("dark");
  step("narrow and dark");

  const tabs = await Promise.all(Array.from({ length: 12 }, () => browser.newPage()));
  for (const tab of tabs) {
    watchPage(tab);
    await tab.goto(address);
    await tab.locator("#pages img").first().waitFor();
  }
  await Promise.all(tabs.map((tab) => tab.close()));
  step("a dozen tabs are no trouble");

  assert.deepEqual(asked.filter((url) => !url.startsWith(address) && !url.startsWith("data:")), [], "nothing but the preview is asked");
  assert.deepEqual(trouble, [], "nothing went wrong on the page");

  server.kill("SIGINT");
  const [code] = await once(server, "exit");
  assert.equal(code, 0, "an interrupt ends it well");
  await page.locator("#lost").waitFor();
  await picture("lost");
  step("it says so when recto has gone");
} finally {
  server.kill("SIGKILL");
  await browser.close();
}
console.log(`${asked.length} requests, all to 127.0.0.1`);
