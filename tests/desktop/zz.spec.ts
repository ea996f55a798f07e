import { test } from "vitest";
import { openDesk, sleep } from "./display";
import { Typed } from "./typed";
import { Computer } from "./computer";
import { spawn } from "node:child_process";
test("x", async () => {
  const desk = await openDesk();
  delete desk.env.NO_AT_BRIDGE;
  const c = await Computer.start(desk);
  const w = await Typed.open(desk, { env: c.env });
  const reader = spawn("/usr/bin/python3", ["desktop/reader.py"], { env: { ...desk.env, ...c.env }, stdio: ["pipe", "pipe", "inherit"] });
  reader.stdout!.on("data", (b) => console.log(b.toString()));
  reader.stdin!.write("names\n"); await sleep(3000);
  await w.unlock();
  reader.stdin!.write("names\n"); await sleep(3000);
  reader.stdin!.write("press Cases\n"); await sleep(2000);
  w.keep("b1");
  await w.kill(); reader.kill(); await c.stop(); await desk.close();
}, 120000);
