// Promise 8, with the program as it is shipped: every system call of the whole tree is watched, a network that is not there changes nothing, and a note that asks
// for something from outside gets nothing.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Computer } from "./computer";
import { type Desk, openDesk, sleep, until } from "./display";
import { report } from "./promises";
import { Reader } from "./reader";
import { type Wish, Typed } from "./typed";

let clean: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const one of clean.reverse()) await one();
  clean = [];
});

async function open(wish: (desk: Desk) => Wish): Promise<{ desk: Desk; window: Typed; reader: Reader }> {
  const desk = await openDesk();
  clean.push(() => desk.close());
  delete desk.env.NO_AT_BRIDGE;
  const computer = await Computer.start(desk);
  clean.push(() => computer.stop());
  const wanted = wish(desk);
  const window = await Typed.open(desk, { ...wanted, env: { ...computer.env, ...wanted.env } });
  clean.push(() => window.kill());
  const reader = Reader.start(window, computer);
  clean.push(() => reader.stop());
  return { desk, window, reader };
}

/** Somebody outside who counts who comes. */
async function bait(): Promise<{ port: number; visits: () => number; server: Server }> {
  let visits = 0;
  const server = createServer((_, answer) => answer.end("x")).on("connection", () => (visits += 1));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  clean.push(() => void server.close());
  return { port: (server.address() as AddressInfo).port, visits: () => visits, server };
}

test("no process of it ever gets a socket that is not local, and a hostile note fetches nothing", async () => {
  const outside = await bait();
  let log = "";
  const { window, reader } = await open((desk) => ({ wrapper: ["strace", "-f", "-qq", "-e", "trace=socket,socketpair,connect,sendto,sendmsg,io_uring_setup,execve", "-o", (log = join(desk.root, "calls"))] }));
  await window.unlock();
  const at = `http://127.0.0.1:${outside.port}`;
  await window.note(`![a](${at}/a.png) <img src="${at}/b"> <script src="${at}/c"></script> <link rel=stylesheet href="${at}/d"> [e](${at}/e) <iframe src="${at}/f"></iframe> <meta http-equiv=refresh content="0;url=${at}/g">`);
  await reader.shows("<script");
  window.keep("network-note");
  await sleep(2000);
  expect(outside.visits()).toBe(0);
  // The control: somebody can come in there.
  await fetch(at);
  expect(outside.visits()).toBe(1);
  await window.kill();

  const calls = readFileSync(log, "utf8").split("\n");
  const sockets = calls.filter((call) => /\b(socket|socketpair)\(/.test(call));
  const got = sockets.filter((call) => /= (\d+|0)\b/.test(call) && !/= -1/.test(call));
  const local = got.filter((call) => /\((AF_UNIX|PF_LOCAL|AF_LOCAL),/.test(call));
  expect(local.length, "the trace sees sockets").toBeGreaterThan(10);
  expect(got.filter((call) => !local.includes(call))).toEqual([]);
  const refused = new Map<string, number>();
  for (const call of sockets.filter((one) => /= -1/.test(one))) {
    const kind = /\((\w+),/.exec(call)?.[1] ?? call;
    refused.set(kind, (refused.get(kind) ?? 0) + 1);
  }
  expect(calls.filter((call) => /connect\(.*sa_family=(?!AF_UNIX)/.test(call) && !/= -1/.test(call))).toEqual([]);
  report("8", "Not one packet", `${local.length} local sockets of ${new Set(calls.map((call) => call.split(" ")[0])).size} threads, 0 others; refused to the toolkit: ${[...refused].map(([kind, count]) => `${count} ${kind}`).join(", ") || "none"}; a hostile note fetched 0`);
});

test("without any network it is the same", async () => {
  const seen: string[][] = [];
  for (const wrapper of [undefined, ["unshare", "--net"]]) {
    const { window, reader } = await open(() => (wrapper ? { wrapper } : {}));
    await window.unlock();
    await window.note("The same in both");
    await reader.shows("The same in both");
    const says = (await reader.names()).map(([role, text]) => `${role} ${text.replace(/\d\d:\d\d/g, "")}`);
    expect(says.length).toBeGreaterThan(15);
    seen.push(says);
    if (wrapper) await until("a namespace without a network", () => !/^\s*eth|^\s*en/m.test(readFileSync(`/proc/${window.pid}/net/dev`, "utf8")));
  }
  expect(seen[1]).toEqual(seen[0]);
});
