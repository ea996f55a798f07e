// How the real window does with a big vault: frames while lists scroll, jumps to anywhere, cases opened, memory. Run by `cargo xtask bench window`, which makes
// the vault; here nothing is judged, only said. There is no graphics card under Xvfb: what is drawn is drawn by the processor.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Desk, openDesk, until } from "./display";
import { family } from "./typed";
import { Window } from "./window";

/** Of the vault that the measuring program fills. */
const PASSPHRASE = "amber kettle orchard window seven lark";
const VAULT = process.env.SANDYQ_BIG_VAULT;
const LISTS = [
  ["Cases", 1, "[data-case]"],
  ["People", 2, "[data-party]"],
  ["Sources", 3, "[data-source]"],
] as const;

let desk: Desk;
let window: Window;

beforeAll(async () => {
  if (!VAULT) throw new Error("SANDYQ_BIG_VAULT is not set; run: cargo xtask bench window");
  desk = await openDesk();
  window = await Window.open(desk);
  await window.driver.manage().setTimeouts({ script: 240_000 });
  await window.shows("A chest for case notes");
  const answer = await inside<unknown>("return await window.__TAURI_INTERNALS__.invoke('vault_open', { request: { path: args[0], passphrase: args[1] } });", VAULT, PASSPHRASE);
  expect(answer).not.toHaveProperty("thrown");
  await window.driver.executeScript("location.reload()");
  await until("the rail", async () => (await window.driver.executeScript<number>("return document.querySelectorAll('nav li button').length")) > 5, 120_000);
}, 300_000);
afterAll(async () => {
  await window?.close();
  await desk?.close();
});

const inside = <T>(code: string, ...args: unknown[]): Promise<T> =>
  window.driver.executeAsyncScript<T>(`const done = arguments[arguments.length - 1]; const args = [...arguments]; (async () => { ${code} })().then(done, (thrown) => done({ thrown: String(thrown) }));`, ...args);
const nth = (values: number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
const say = (what: string, values: number[]): void => console.log(`${what}: median ${nth(values, 0.5).toFixed(1)} ms, p95 ${nth(values, 0.95).toFixed(1)} ms, most ${nth(values, 1).toFixed(1)} ms of ${values.length}`);

/** Everything of the program's processes that is theirs alone or shared in part (`Pss`, proc(5)), in MiB. */
function memory(): number {
  const kib = family(window.pid)
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("WebKitWebDriver") ? 0 : Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
      } catch {
        return 0;
      }
    })
    .reduce((sum, one) => sum + one, 0);
  return Math.round(kib / 1024);
}

const FRAMES = "const frame = () => new Promise((done) => requestAnimationFrame(done));";

test("frames at rest", async () => {
  const rest = await inside<number[]>(`${FRAMES} const out = []; let last = await frame(); for (let i = 0; i < 180; i += 1) { const now = await frame(); out.push(now - last); last = now; } return out;`);
  say("a frame while nothing happens", rest);
}, 60_000);

test.each(LISTS)("%s", async (name, rail, rows) => {
  const shown = await inside<number>(
    `document.querySelectorAll("nav li button")[args[0]].click(); const begun = performance.now();
     while (!document.querySelector(args[1])) await new Promise((done) => setTimeout(done, 5)); return performance.now() - begun;`,
    rail,
    rows,
  );
  say(`${name}: list there`, [shown]);
  const { frames, jumps, height } = await inside<{ frames: number[]; jumps: number[]; height: number }>(
    `${FRAMES}
     const row = document.querySelector(args[0]);
     let box = row; while (box && box.scrollHeight <= box.clientHeight + 50) box = box.parentElement;
     const frames = [], jumps = [];
     // As a wheel turned without a stop: 90 pixels a frame, about 5,000 a second.
     let last = await frame(), way = 90;
     for (let i = 0; i < 300; i += 1) {
       if (box.scrollTop + box.clientHeight >= box.scrollHeight - 1) way = -90;
       else if (box.scrollTop <= 0) way = 90;
       box.scrollTop += way; const now = await frame(); frames.push(now - last); last = now; }
     // To anywhere, as by dragging the bar: until a row stands in the middle of the box.
     const where = box.getBoundingClientRect();
     for (let i = 0; i < 30; i += 1) {
       const begun = performance.now();
       box.scrollTop = (box.scrollHeight - box.clientHeight) * ((i * 0.618) % 1);
       do await frame(); while (!document.elementFromPoint(where.left + where.width / 2, where.top + where.height / 2)?.closest(args[0]));
       jumps.push(performance.now() - begun);
     }
     return { frames, jumps, height: box.scrollHeight };`,
    rows,
  );
  expect(frames).toHaveLength(300);
  say(`${name}: a frame while it scrolls (${height} pixels high)`, frames);
  console.log(`${name}: ${frames.filter((one) => one > 25).length} of 300 frames came late (over 25 ms)`);
  say(`${name}: a jump to anywhere`, jumps);
}, 240_000);

test("cases are opened", async () => {
  const opened = await inside<number[]>(
    `${FRAMES}
     document.querySelectorAll("nav li button")[1].click();
     while (!document.querySelector("[data-case]")) await frame();
     let box = document.querySelector("[data-case]"); while (box && box.scrollHeight <= box.clientHeight + 50) box = box.parentElement;
     const out = [];
     for (let i = 0; i < 40; i += 1) {
       box.scrollTop = (box.scrollHeight - box.clientHeight) * ((i * 0.618) % 1);
       await frame(); await frame();
       const row = [...document.querySelectorAll("[data-case]")].find((one) => one.getBoundingClientRect().top > box.getBoundingClientRect().top);
       const before = document.querySelector("article.case");
       const begun = performance.now();
       row.click();
       // The one before stands until the new one is there.
       for (;;) { const now = document.querySelector("article.case"); if (now && now !== before && now.querySelector("h1")) break; await frame(); }
       await frame();
       out.push(performance.now() - begun);
       await new Promise((done) => setTimeout(done, 150));
     }
     return out;`,
  );
  expect(opened).toHaveLength(40);
  say("A case from the press to its picture", opened);
  console.log(`memory of all processes: ${memory()} MiB`);
}, 240_000);
