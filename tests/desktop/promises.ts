// One line for each promise, with the figure that was measured: printed, and added to the file that `cargo xtask test promises` shows at its end.
import { appendFileSync } from "node:fs";

export function report(number: string, promise: string, figure: string): void {
  const line = `${number.padStart(3)}  ${promise}: ${figure}`;
  console.log(line);
  if (process.env.SANDYQ_PROMISES) appendFileSync(process.env.SANDYQ_PROMISES, `${line}\n`);
}
