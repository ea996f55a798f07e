// Promise 9 in the real window: from the page itself, nothing can be called but what the contract grants, nothing can be reached, nothing opens, and hostile content
// on every screen stays text. The page is asked to do what a script that got into it would try.
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { corpus, hostileCasebook } from "../data/hostile";
import { type Desk, openDesk, sleep, until } from "./display";
import { report } from "./promises";
import { Window } from "./window";

const HERE = resolve(import.meta.dirname, "../../src-tauri");
const PASSPHRASE = "kettle orbit mango violin thunder pebble";

let desk: Desk;
let window: Window;
let figures = "";

interface Answer {
  ok?: unknown;
  no?: string;
}
/** Calls commands one after the other, as the page's own code would; what does not answer within a minute says so. */
function invoke(...calls: [name: string, args?: unknown][]): Promise<Answer[]> {
  return window.driver.executeAsyncScript<Answer[]>(
    `const [calls, done] = arguments;
     const say = (thrown) => typeof thrown === "string" ? thrown : JSON.stringify(thrown);
     const late = () => new Promise((_, no) => setTimeout(() => no("no answer"), 60000));
     (async () => {
       const answers = [];
       for (const [name, args] of calls) {
         try { answers.push({ ok: (await Promise.race([window.__TAURI_INTERNALS__.invoke(name, args ?? {}), late()])) ?? null }); }
         catch (thrown) { answers.push({ no: say(thrown) ?? String(thrown) }); }
       }
       return answers;
     })().then(done, (thrown) => done([{ no: "the page: " + thrown }]));`,
    calls,
  );
}
/** Runs statements in the page and gives what they return. */
const inside = <T>(code: string, ...more: unknown[]): Promise<T> => window.driver.executeAsyncScript<T>(`const done = arguments[arguments.length - 1]; const args = [...arguments]; (async () => { ${code} })().then(done, (thrown) => done({ thrown: String(thrown) }));`, ...more);

beforeAll(async () => {
  desk = await openDesk();
  window = await Window.open(desk);
  await window.driver.manage().setTimeouts({ script: 120_000 });
  await window.shows("A chest for case notes");
  const [made] = await invoke(["vault_create", { request: { path: join(desk.home, "Notebook.vault"), passphrase: PASSPHRASE, demo: false } }]);
  expect(made).toHaveProperty("ok");
});
afterAll(async () => {
  await window?.close();
  await desk?.close();
});

interface Manifest {
  permissions: Record<string, { commands: { allow: string[] } }>;
}
/** Every command that this version of Tauri and its plug-ins here know, as they are called: from what the build itself wrote down. */
function known(): string[] {
  const manifests = JSON.parse(readFileSync(join(HERE, "gen/schemas/acl-manifests.json"), "utf8")) as Record<string, Manifest>;
  const all = Object.entries(manifests).flatMap(([plugin, manifest]) => {
    const commands = Object.values(manifest.permissions).flatMap((one) => one.commands.allow);
    if (plugin === "__app-acl__") return commands;
    return commands.map((command) => `plugin:${plugin.replace(/^core:/, "")}|${command}`);
  });
  return [...new Set(all)];
}
/** What the one window is granted. */
function granted(): string[] {
  const { permissions } = JSON.parse(readFileSync(join(HERE, "capabilities/main.json"), "utf8")) as { permissions: string[] };
  return permissions.map((one) => {
    const plugin = /^core:(\w+):allow-(.+)$/.exec(one);
    return plugin ? `plugin:${plugin[1]}|${plugin[2]!.replaceAll("-", "_")}` : one.replace(/^allow-/, "").replaceAll("-", "_");
  });
}
const INVENTED = ["fs|read_text_file", "fs|write_file", "fs|read_dir", "fs|remove", "shell|execute", "shell|spawn", "shell|open", "opener|open_url", "http|fetch", "process|exit", "process|restart", "os|hostname", "clipboard-manager|read_text", "notification|notify", "global-shortcut|register", "updater|check", "websocket|connect", "sql|load", "store|load", "stronghold|initialize", "autostart|enable", "cli|cli_matches", "log|log", "deep-link|get_current", "event|emit_filter", "window|eval", "webview|eval", "webview|navigate", "x|y", "|", "app", "core:window|close"];

test("of all commands only the granted ones can be called", async () => {
  const grants = granted();
  const all = known();
  const refusable = all.filter((name) => !grants.includes(name));
  expect(all.length).toBeGreaterThan(250);
  expect(refusable.length).toBeGreaterThan(150);
  // Every grant is a command that exists, so nothing is granted that nobody sees.
  expect(grants.filter((name) => !all.includes(name))).toEqual([]);
  const contract = grants.filter((name) => !name.startsWith("plugin:"));
  const spelt = contract.flatMap((name) => [name.toUpperCase(), name.replaceAll("_", "-"), ` ${name}`, `${name} `, `${name}\u0000`, `core:${name}`, `plugin:${name}`, `plugin:app|${name}`, `plugin:sandyq|${name}`, `../${name}`, `${name}/../${name}x`, `${name}?x`]);
  const texts = corpus().texts.filter(({ text }) => text.length < 300).map(({ text }) => text);
  const names = [...refusable, ...INVENTED.map((name) => `plugin:${name}`), "eval", "open", "constructor", "__proto__", "toString", ...spelt, ...texts].filter((name) => !grants.includes(name));
  const answers = await invoke(...names.map((name): [string] => [name]));
  expect(answers.length).toBe(names.length);
  const wrong = answers.flatMap((answer, at) => (answer.no !== undefined && /not allowed|not found|unknown-command/i.test(answer.no) ? [] : [`${JSON.stringify(names[at])}: ${JSON.stringify(answer)}`]));
  expect(wrong).toEqual([]);
  // The control: what is granted does answer, and says so itself when it refuses.
  const [state, bad, listening] = await invoke(["app_state"], ["date_parse", { request: { text: "no date at all", language: "en" } }], ["plugin:event|listen", { event: "hostile", target: { kind: "Any" }, handler: 1 }]);
  expect(state!.ok).toMatchObject({ open: true });
  expect(bad!.no).toContain("date-unclear");
  expect(listening).toHaveProperty("ok");
  figures = `${names.length} calls of commands nobody granted refused, ${refusable.length} of them of Tauri itself; ${grants.length} granted`;
}, 240_000);

test("a body of another shape is refused and nothing falls over", async () => {
  const odd: unknown[] = [[], [1, 2], { request: [] }, { request: "x" }, { request: 7 }, { request: null, more: 1 }, { request: { hostile: 1 } }, { request: { __proto__: null, constructor: 1 } }, { requests: {} }];
  const names = granted().filter((name) => !name.startsWith("plugin:") && !/^(pick_|lock_begin|vault_lock|present|touched|host_state|copy|job_stop|vault_compact|vault_verify|key_rotate)/.test(name));
  const answers = await invoke(...names.flatMap((name) => odd.map((body): [string, unknown] => [name, body])));
  expect(answers).toHaveLength(names.length * odd.length);
  const fell = answers.flatMap((answer, at) => (/"internal"|no answer|panick/.test(answer.no ?? "") ? [`${names[Math.floor(at / odd.length)]}: ${answer.no}`] : []));
  expect(fell).toEqual([]);
  // Bytes that are no JSON, very long ones, very deep ones: made in the page, WebDriver would not carry them.
  const more = await inside<string[]>(`
    const say = (thrown) => typeof thrown === "string" ? thrown : JSON.stringify(thrown);
    const invoke = (...call) => window.__TAURI_INTERNALS__.invoke(...call).then((ok) => "ok", say);
    let deep = "x"; for (let i = 0; i < 3000; i += 1) deep = [deep];
    return [
      await invoke("app_state", new Uint8Array([1, 2, 255])), await invoke("record_save", new Uint8Array(1000)), await invoke("note_list", new ArrayBuffer(8)),
      await invoke("date_parse", { request: { text: "9".repeat(50e6), language: "en" } }),
      await invoke("draft_save", { request: { key: "k", value: "x".repeat(50e6) } }),
      await invoke("draft_save", { request: { key: "k", value: deep } }),
      await invoke("search", { request: { text: "( ".repeat(5e6), kinds: [], limit: 4294967295, privileged: true } }),
    ];`);
  expect(more.slice(0, 6).filter((one) => one === "ok" || /internal|panick/.test(one))).toEqual([]);
  const [after] = await invoke(["vault_status"]);
  expect(after).toHaveProperty("ok");
}, 240_000);

test("the way in is the fast one, and nobody forges a call on it", async () => {
  const seen = await inside<{ asked: string[]; warned: string[]; forged: string[] }>(`
    const asked = [], warned = [], real = window.fetch, warn = console.warn;
    window.fetch = (...call) => { asked.push(String(call[0])); return real(...call); };
    console.warn = (...words) => warned.push(words.join(" "));
    await window.__TAURI_INTERNALS__.invoke("app_state", {});
    window.fetch = real;
    const forged = [];
    for (const headers of [{}, { "Tauri-Invoke-Key": "" }, { "Tauri-Invoke-Key": "x".repeat(16) }, { "Tauri-Invoke-Key": "x", "Tauri-Callback": "1", "Tauri-Error": "2" }]) {
      for (const at of ["app_state", "plugin%3Awindow%7Cclose"]) {
        // Without the key of this page there is no answer at all, or a refusal.
        const silence = new Promise((done) => setTimeout(() => done("silence"), 1000));
        forged.push(await Promise.race([silence, real("ipc://localhost/" + at, { method: "POST", body: "{}", headers: { "Content-Type": "application/json", ...headers } }).then((answer) => answer.headers.get("Tauri-Response") ?? String(answer.status), () => "failed")]));
      }
    }
    window.ipc?.postMessage(JSON.stringify({ cmd: "plugin:window|close", callback: 1, error: 2, payload: {}, options: {}, __TAURI_INVOKE_KEY__: "x" }));
    window.ipc?.postMessage("not JSON");
    console.warn = warn;
    return { asked, warned, forged };`);
  expect(seen.asked.filter((at) => at.startsWith("ipc://localhost/app_state"))).toHaveLength(1);
  expect(seen.warned).toEqual([]);
  expect(seen.forged).toHaveLength(8);
  expect(seen.forged.filter((answer) => answer === "ok" || answer === "200")).toEqual([]);
  expect(await window.driver.getAllWindowHandles()).toHaveLength(1);
});

test("nothing outside is reached, nothing runs, nothing opens, nobody is led away", async () => {
  const visits: Socket[] = [];
  const said = (): number => visits.reduce((sum, visit) => sum + visit.bytesRead, 0);
  const asked: string[] = [];
  const outside = createServer((ask, answer) => {
    asked.push(`${ask.method} ${ask.url} ${JSON.stringify(ask.headers)}`);
    answer.end("x");
  }).on("connection", (visit: Socket) => visits.push(visit));
  await new Promise<void>((ready) => outside.listen(0, "127.0.0.1", ready));
  const at = `127.0.0.1:${(outside.address() as AddressInfo).port}`;
  const before = await window.driver.getCurrentUrl();
  const found = await inside<{ reached: string[]; directives: string[]; blocked: number; ran: number; opened: unknown[] }>(
    `const at = args[0];
     let ran = 0; window.hostile = () => { ran += 1; };
     const blocked = [];
     document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
     const reached = [];
     const tried = (name, work) => Promise.race([Promise.resolve().then(work).then(() => { reached.push(name); }, () => {}), new Promise((done) => setTimeout(done, 1500))]);
     for (const scheme of ["http", "https"]) await tried(scheme, () => fetch(scheme + "://" + at + "/fetch"));
     for (const address of ["file:///etc/passwd", "asset://localhost/etc/passwd", "data:text/plain,x", "http://asset.localhost/etc/passwd"]) await tried(address, () => fetch(address));
     await tried("xhr", () => new Promise((yes, no) => { const ask = new XMLHttpRequest(); ask.onload = yes; ask.onerror = no; ask.open("GET", "http://" + at + "/xhr"); ask.send(); }));
     await tried("websocket", () => new Promise((yes, no) => { const socket = new WebSocket("ws://" + at); socket.onopen = yes; socket.onerror = no; }));
     await tried("events", () => new Promise((yes, no) => { const source = new EventSource("http://" + at); source.onopen = yes; source.onerror = no; }));
     await tried("worker", () => new Promise((yes, no) => { const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))); worker.onmessage = yes; worker.onerror = no; }));
     await tried("import", () => import("data:text/javascript,window.hostile()"));
     await tried("eval", () => (0, eval)("window.hostile()"));
     await tried("function", () => new Function("window.hostile()")());
     navigator.sendBeacon?.("http://" + at + "/beacon");
     const put = (html) => { const box = document.createElement("div"); box.hidden = true; box.innerHTML = html; document.body.append(box); return box; };
     const boxes = [
       '<img src="http://' + at + '/img" onerror="hostile()">', '<img src=x onerror="hostile()">', '<svg onload="hostile()"></svg>', '<link rel="stylesheet" href="http://' + at + '/css">',
       '<iframe src="http://' + at + '/frame"></iframe>', '<iframe srcdoc="<script>parent.hostile()</script>"></iframe>', '<iframe src="javascript:parent.hostile()"></iframe>', '<object data="http://' + at + '/o"></object>',
       '<embed src="http://' + at + '/e">', '<video src="http://' + at + '/v" autoplay></video>', '<audio src="http://' + at + '/a" autoplay></audio>', '<style>@import "http://' + at + '/s"; body { background: url(http://' + at + '/b) }</style>',
       '<b style="background: url(http://' + at + '/i)">x</b>', '<meta http-equiv="refresh" content="0;url=http://' + at + '/refresh">', '<base href="http://' + at + '/">', '<link rel="prefetch" href="http://' + at + '/p"><link rel="dns-prefetch" href="//' + at + '">',
       '<form action="http://' + at + '/form"><button>x</button></form>', '<a href="javascript:hostile()">x</a>', '<a href="http://' + at + '/a" target="_blank">x</a>', '<a href="http://' + at + '/a" download>x</a>', '<a ping="http://' + at + '/ping" href="#x">x</a>',
     ].map(put);
     for (const code of ["hostile()", "parent.hostile?.()"]) {
       const script = document.createElement("script"); script.textContent = code; document.body.append(script);
       const frame = document.createElement("iframe"); frame.src = URL.createObjectURL(new Blob(["<script>" + code + "</script>"], { type: "text/html" })); document.body.append(frame); boxes.push(script, frame);
     }
     const script = document.createElement("script"); script.src = "http://" + at + "/script.js"; document.body.append(script); boxes.push(script);
     for (const box of boxes) for (const one of box.querySelectorAll?.("a, button") ?? []) one.click();
     const opened = ["http://" + at, "about:blank", "tauri://localhost/", "data:text/html,x"].map((where) => { try { return window.open(where) === null ? null : where; } catch { return null; } });
     await new Promise((done) => setTimeout(done, 2000));
     for (const box of boxes) box.remove();
     document.querySelectorAll("base").forEach((one) => one.remove());
     return { reached, directives: [...new Set(blocked)].sort(), blocked: blocked.length, ran, opened };`,
    at,
  );
  expect(found.reached).toEqual([]);
  expect(found.ran).toBe(0);
  expect(found.opened).toEqual([null, null, null, null]);
  for (const directive of ["connect-src", "img-src", "script-src-elem", "script-src-attr", "frame-src"]) expect(found.directives.join(" "), "a violation is seen").toContain(directive.replace(/-(elem|attr)$/, ""));
  expect(found.blocked).toBeGreaterThan(20);
  let led = 0;
  for (const where of [`http://${at}/`, "https://hostile.invalid/", "file:///etc/passwd", "data:text/html,<p>hostile", "ipc://localhost/app_state", "about:blank", "javascript:hostile()", "mailto:a@hostile.invalid", "blob:tauri://localhost/x"]) {
    for (const way of ["location.href = args[0]", "location.replace(args[0])", "const a = document.createElement('a'); a.href = args[0]; document.body.append(a); a.click(); a.remove()"]) {
      await inside(`${way}; await new Promise((done) => setTimeout(done, 60)); return 1;`, where).catch(() => undefined);
      led += 1;
    }
  }
  await sleep(500);
  // Its own place, whatever part of it a link jumped to.
  expect((await window.driver.getCurrentUrl()).split("#")[0]).toBe(before);
  expect(await inside<number>("let n = 0; window.hostile = window.hostile ?? (() => { n += 1; }); return n;")).toBe(0);
  expect(await window.driver.getAllWindowHandles()).toHaveLength(1);
  expect(asked).toEqual([]);
  // The web engine may open a connection before it has asked whether it may go there, once for each way of asking; not a byte goes over it. A build that
  // WebDriver can reach has internet sockets; the shipped one has none, which network.spec.ts traces.
  expect(said()).toBe(0);
  expect(visits.length).toBeLessThan(4);
  // The control: somebody can come in there, and is heard.
  await fetch(`http://${at}`);
  expect(asked).toHaveLength(1);
  expect(said()).toBeGreaterThan(20);
  outside.close();
  const [state] = await invoke(["app_state"]);
  expect(state).toHaveProperty("ok");
  figures += `; ${found.blocked} attempts of a script blocked and counted by the content policy, ${led} ways out led nowhere, 0 windows, 0 requests`;
}, 120_000);

test("hostile content on every screen runs nothing", async () => {
  const book = hostileCasebook(corpus().texts.filter(({ group, text }) => text.length <= 400 && text.trim() !== "" && /html|addresses|markdown|unicode|templates/.test(group)), 6);
  const path = join(desk.root, "hostile.json");
  writeFileSync(path, JSON.stringify(book));
  const [imported] = await invoke(["import_casebook", { request: { path, dry_run: false } }]);
  expect(imported).toHaveProperty("ok");
  await window.driver.executeScript("location.reload()");
  await until("the rail", async () => (await window.driver.executeScript<number>("return document.querySelectorAll('nav li button').length")) > 5, 60_000);
  await window.driver.executeScript("window.hostile = () => { window.ran = (window.ran ?? 0) + 1; }; window.counted = []; document.addEventListener('securitypolicyviolation', (event) => window.counted.push(event.effectiveDirective + ' ' + event.blockedURI));");
  const walk = `const rest = (ms) => new Promise((done) => setTimeout(done, ms));
     let shown = 0;
     const tabs = async () => { for (const name of [...document.querySelectorAll("main [role=tab]")].map((one) => one.id)) { document.getElementById(name)?.click(); await rest(60); shown += 1; } };
     for (const button of [...document.querySelectorAll("nav li button")]) { button.click(); await rest(250); shown += 1; await tabs(); }
     for (const [rail, rows] of [[1, "[data-case]"], [2, "[data-party]"], [3, "[data-source]"]]) {
       document.querySelectorAll("nav li button")[rail].click();
       for (let i = 0; i < 50 && !document.querySelector(rows); i += 1) await rest(100);
       for (const row of [...document.querySelectorAll(rows)].slice(0, 12)) { row.click(); await rest(150); shown += 1; await tabs(); }
     }
     return { shown, ran: window.ran ?? 0, counted: window.counted, odd: document.querySelectorAll("script:not([src]), iframe, object, embed, base, a[href^='http'], a[href^='javascript'], [onclick], [onerror], [onload]").length };`;
  const seen = await inside<{ shown: number; ran: number; counted: string[]; odd: number }>(walk);
  expect(seen).toMatchObject({ ran: 0, counted: [], odd: 0 });
  expect(seen.shown).toBeGreaterThan(80);
  expect(await window.driver.getTitle()).toBe("Sandyq");
  report("9", "Hostile content stays text", `${figures}; ${book.cases.length} hostile cases of six texts each on ${seen.shown} screens ran 0 scripts`);
}, 240_000);
