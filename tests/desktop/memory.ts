// Looks for texts and keys in the memory of processes.
import { execFileSync } from "node:child_process";
import { shapes } from "./scan";
import { needed } from "./typed";

export interface Scan {
  /** Bytes looked at. */
  bytes: number;
  /** How often each marker was found, in whatever shape, by process. */
  found: Record<string, Record<number, number>>;
  /** All of them. */
  total: number;
}

/** Counts `markers` (a name and a text, or bytes) in the memory of `pids`. */
export function scan(pids: number[], markers: Record<string, string | Buffer>): Scan {
  const patterns: Record<string, string> = {};
  for (const [name, marker] of Object.entries(markers)) {
    const ways = typeof marker === "string" ? shapes(marker) : [{ name: "bytes", bytes: marker }, ...shapes(marker.toString("hex")).slice(0, 2), ...shapes(marker.toString("base64")).slice(0, 2)];
    for (const way of ways) patterns[`${name}|${way.name}`] = way.bytes.toString("hex");
  }
  const root = process.getuid!() === 0 ? [] : ["sudo", "-n"];
  const words = [...root, needed("SANDYQ_MEMSCAN")];
  const answer = JSON.parse(execFileSync(words[0]!, words.slice(1), { input: JSON.stringify({ pids, patterns }), encoding: "utf8", maxBuffer: 1 << 26 })) as { bytes: number; found: Record<string, number>; unread: number[] };
  // A process that has ended meanwhile is no gap; one that lives and was not read is.
  const unread = answer.unread.filter((pid) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  });
  if (unread.length > 0) throw new Error(`the memory of ${unread.join(", ")} could not be read; it takes root to test this`);
  const found: Scan["found"] = Object.fromEntries(Object.keys(markers).map((name) => [name, {}]));
  let total = 0;
  for (const [key, count] of Object.entries(answer.found)) {
    const at = key.indexOf(" ");
    const [pid, marker] = [Number(key.slice(0, at)), key.slice(at + 1, key.lastIndexOf("|"))];
    found[marker]![pid] = (found[marker]![pid] ?? 0) + count;
    total += count;
  }
  return { bytes: answer.bytes, found, total };
}
