// Every page of the bundled example: in both themes, at two widths, with scripts off, by keyboard, on paper.
// check.mjs PROGRAM CHROMIUM [FOLDER FOR PICTURES]

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [program, executablePath, pictures] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const failures = [];
let checks = 0;

function expect(holds, what) {
  checks += 1;
  if (!holds) {
    failures.push(what);
    console.error(`FAILED ${what}`);
  }
}

/** The server over the example, and its address. */
async function serve() {
  const server = spawn(program, ["serve", "--example", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
  for await (const line of createInterface({ input: server.stderr })) {
    const address = line.match(/http:\/\/\S+?(?=\/ |\/$)/);
    if (address) {
      server.stderr.resume();
      return [server, address[0]];
    }
  }
  throw new Error("the server did not start");
}

/** Every page, by a name for its picture. */
async function pagesOf(base) {
  const rows = async (path) => (await (await fetch(base + path)).json()).rows;
  const told = (await rows("/events.json?sort=most"))[0].id;
  const speaker = (await rows("/actors.json?actor=Petra%20Holm"))[0].key;
  const part = (id) => id.split("/").map(encodeURIComponent).join("/");
  return {
    home: "/",
    stories: "/stories",
    story: "/story/courier-1",
    events: "/events",
    map: "/events?view=map",
    event: `/event/${part(told)}`,
    reports: "/reports",
    statements: "/statements",
    articles: "/articles",
    article: "/article/herald-1",
    actors: "/actors",
    speaker: `/speaker/${part(speaker)}`,
    matrix: "/matrix",
    network: "/matrix?around=country%3AXKV",
    sources: "/sources",
    search: "/search?q=trawler",
    read: "/read",
    help: "/help",
    nothing: "/events?place=Nowhere",
  };
}

async function look(browser, base, pages) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [375, 1440]) {
      const context = await browser.newContext({
        viewport: { width, height: width < 500 ? 800 : 900 },
        colorScheme,
        reducedMotion: "reduce",
        bypassCSP: false,
      });
      for (const [name, path] of Object.entries(pages)) {
        const where = `${name} ${colorScheme} ${width}`;
        const page = await context.newPage();
        const complaints = [];
        page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(String(error)));
        const answer = await page.goto(base + path);
        expect(answer.status() === 200, `${where}: status ${answer.status()}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide <= 0, `${where}: ${wide} pixels too wide`);
        const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        const bright = background.match(/\d+/g).slice(0, 3).reduce((sum, n) => sum + Number(n), 0) > 382;
        expect(bright === (colorScheme === "light"), `${where}: background ${background}`);
        if (pictures) await page.screenshot({ path: `${pictures}/${name}-${colorScheme}-${width}.png` });
        expect(complaints.length === 0, `${where}: ${complaints.join("; ")}`);
        // axe is put in past the policy, by the browser itself.
        await page.evaluate((await import("node:fs")).readFileSync(axe, "utf8"));
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        for (const one of found.violations.filter((one) => ["serious", "critical"].includes(one.impact))) {
          expect(false, `${where}: axe ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
        }
        checks += 1;
        await page.close();
      }
      await context.close();
    }
  }
}

async function withoutScripts(browser, base, pages) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1000, height: 800 } });
  const page = await context.newPage();
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(base + path);
    const words = await page.locator("main").innerText();
    expect(words.length > 40, `${name} without scripts: ${words.length} characters`);
  }
  await page.goto(`${base}/events`);
  await page.locator(".histogram a").first().click();
  expect(page.url().includes("since="), `a bar of the histogram is a link: ${page.url()}`);
  await page.goto(`${base}/events`);
  await page.locator(".narrow summary").click();
  await page.locator(".narrow select[name=type]").selectOption("ASSAULT");
  await page.locator(".narrow button").click();
  expect(page.url().includes("type=ASSAULT"), `the form narrows: ${page.url()}`);
  await page.goto(`${base}/read`);
  await page.locator("textarea").fill("Police arrested four men in Tolm on Monday, Petra Holm said.");
  await page.locator("main button").click();
  expect((await page.locator("article .card").first().innerText()).includes("Holm"), "a pasted text is taken apart");
  await context.close();
}

async function byKeyboard(browser, base) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const focused = () => page.evaluate(() => {
    const at = document.activeElement;
    const style = getComputedStyle(at);
    return {
      text: at.textContent.trim(),
      row: [...document.querySelectorAll("[data-row]")].findIndex((row) => row.contains(at)),
      ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      name: at.name ?? "",
    };
  });
  await page.goto(`${base}/events`);
  await page.keyboard.press("Tab");
  expect((await focused()).text === "To the content", "the first stop leads past the navigation");
  await page.keyboard.press("Enter");
  await page.keyboard.press("j");
  expect((await focused()).row === 0, "j goes to the first row");
  expect((await focused()).ring, "what has the focus has a ring");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  expect((await focused()).row === 2, "j goes on");
  await page.keyboard.press("k");
  expect((await focused()).row === 1, "k goes back");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/event\//);
  await page.keyboard.press("/");
  expect((await focused()).name === "q", "/ goes to the search box");
  await page.keyboard.type("jk?/");
  expect((await page.locator(".seek input").inputValue()) === "jk?/", "keys are letters where one writes");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.waitForURL(/\/help/);
  await page.goto(`${base}/article/herald-1`);
  await page.keyboard.press("j");
  expect((await focused()).ring, "j goes to the first statement of an article");
  await page.keyboard.press("Enter");
  expect(page.url().includes("#"), "and Enter to its words or its speaker");
  await context.close();
}

async function drawing(browser, base) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${base}/events`);
  const box = await page.locator(".histogram").boundingBox();
  await page.mouse.move(box.x + box.width * 0.2, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 50, { steps: 5 });
  expect((await page.locator(".histogram .brushed").count()) > 1, "bars are marked while one draws");
  await page.mouse.move(box.x + box.width * 0.8, box.y + 50, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/since=.*until=|until=.*since=/);
  expect((await page.locator(".given li").count()) === 2, "drawing over bars narrows to their days");
  await context.close();
}

async function onPaper(browser, base) {
  const context = await browser.newContext({ viewport: { width: 800, height: 1000 } });
  const page = await context.newPage();
  await page.emulateMedia({ media: "print" });
  await page.goto(`${base}/article/herald-1`);
  expect(!(await page.locator(".top").isVisible()), "paper has no navigation");
  expect(await page.locator(".card").first().isVisible(), "paper has the speakers");
  await context.close();
}

const ending = setTimeout(() => {
  console.error("took too long");
  process.exit(1);
}, 840_000);
if (pictures) mkdirSync(pictures, { recursive: true });
const [server, base] = await serve();
let browser;
try {
  // As root, Chromium's own sandbox cannot start; only our own pages are opened.
  browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
  const pages = await pagesOf(base);
  await withoutScripts(browser, base, pages);
  await byKeyboard(browser, base);
  await drawing(browser, base);
  await onPaper(browser, base);
  await look(browser, base, pages);
} finally {
  await browser?.close();
  server.kill();
  clearTimeout(ending);
}
console.log(`${checks} checks, ${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);
