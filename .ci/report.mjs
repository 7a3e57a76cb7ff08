// What a person does with the report: reads, drags the slider, uses the keyboard alone, on a wide and a narrow window, by
// day and by night. Run by `.ci/report`.

import { strict as assert } from "node:assert";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const pictures = process.env.PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });
const step = (name) => console.log(`  ${name}`);

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
const page = await context.newPage();
const asked = [];
const trouble = [];
page.on("request", (request) => asked.push(request.url()));
page.on("pageerror", (error) => trouble.push(error.message));
page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
const picture = async (name) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
};

const here = `file://${process.cwd()}/`;
await page.goto(`${here}changes.html`);
assert.match(await page.title(), /^Snapshots – 6 snapshots: /);
assert.equal(await page.locator("html").getAttribute("lang"), "en");
await picture("wide");
step("it opens and says what came of the run");

const images = await page.$$eval(".sheet img", (all) => all.map((image) => [image.naturalWidth, image.alt]));
assert.ok(images.length >= 7 && images.every(([width, alt]) => width > 300 && alt.length > 10), `${images}`);
step("every picture is in it and has a text");

const sheet = page.locator("article", { hasText: "ada.yaml" }).locator(".sheet").first();
const slider = sheet.locator(".slider");
await sheet.scrollIntoViewIfNeeded();
const cut = () => sheet.locator(".stage").evaluate((stage) => getComputedStyle(stage).getPropertyValue("--cut").trim());
const clip = () => sheet.locator("img.old").evaluate((image) => getComputedStyle(image).clipPath);
assert.equal(await cut(), "50%");
const before = await clip();
const box = await sheet.locator(".stage").boundingBox();
await page.mouse.move(box.x + box.width * 0.5, box.y + 200);
await page.mouse.down();
await page.mouse.move(box.x + box.width * 0.6, box.y + 210);
await page.mouse.move(box.x + box.width * 0.8, box.y + 220);
assert.equal(await cut(), "80%");
assert.notEqual(await clip(), before);
const framed = await sheet.locator(".marks").evaluate((marks) => getComputedStyle(marks).clipPath);
assert.match(framed, /80%/, "marks frame places of the new page, and stand on it alone");
await picture("slider");
await page.mouse.up();
await page.mouse.move(box.x + box.width * 0.1, box.y + 100);
assert.equal(await cut(), "80%", "it follows only while the button is held");
step("the slider follows the mouse");

await slider.focus();
await page.keyboard.press("ArrowLeft");
assert.equal(await cut(), "79%");
await page.keyboard.press("Home");
assert.equal(await cut(), "0%");
await page.keyboard.press("End");
assert.equal(await cut(), "100%");
assert.match(await slider.getAttribute("aria-valuetext"), /100 % of the old page/);
assert.ok((await slider.getAttribute("aria-label")).length > 10);
step("the slider follows the keyboard and says where it is");

await sheet.locator(".views input").first().focus();
const shown = async () => {
  const all = await sheet.locator(".stage img").evaluateAll((images) => images.filter((image) => getComputedStyle(image).display !== "none").map((image) => image.className));
  return all.join(" ");
};
assert.equal(await shown(), "old new");
for (const [view, expected] of [["side", "old new"], ["old", "old"], ["new", "new"], ["difference", "difference"]]) {
  await page.keyboard.press("ArrowRight");
  assert.equal(await sheet.getAttribute("data-view"), view);
  assert.equal(await shown(), expected);
  await sheet.scrollIntoViewIfNeeded();
  await picture(view);
}
step("every view is reached by the keyboard");

await page.keyboard.press("Tab");
await page.keyboard.press("Space");
assert.equal(await sheet.getAttribute("data-marks"), "off");
step("marks can be taken away");

await page.goto(`${here}changes.html`);
await page.keyboard.press("Tab");
assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
await page.keyboard.press("Enter");
assert.equal(await page.evaluate(() => document.activeElement.id), "changes");
const names = await page.$$eval("input, a, summary", (all) => all.filter((one) => !(one.ariaLabel || one.closest("label")?.textContent || one.textContent).trim()).length);
assert.equal(names, 0, "every control has a name");
step("the keyboard can skip to the changes, and every control has a name");

await page.setViewportSize({ width: 390, height: 800 });
const wide = await page.evaluate(() => document.documentElement.scrollWidth);
assert.ok(wide <= 390, `${wide} pixels wide on a phone`);
await picture("narrow");
await page.setViewportSize({ width: 1280, height: 900 });
await page.emulateMedia({ colorScheme: "dark" });
await picture("dark");
step("it fits a phone and the night");

await page.goto(`${here}same.html`);
assert.match(await page.textContent("main"), /Nothing changed/);
await picture("same");

assert.deepEqual(asked.filter((url) => !url.startsWith("file:") && !url.startsWith("data:")), []);
assert.equal(asked.filter((url) => url.startsWith("file:")).length, 3, "the page alone");
assert.deepEqual(trouble, []);
step("nothing was asked for and nothing went wrong");
await browser.close();
