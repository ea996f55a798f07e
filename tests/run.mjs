// Runs one kind of end-to-end tests. A file whose first failure is a wait in vain (what comes after it in the file stands on it) is run once more, whole, and
// that is said: on a busy machine a window may be slow. A file that begins to fail by something seen and wrong (a marker found, a text that should not be there)
// has failed; nothing is asked twice about that.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

/** What a wait that ended without its end says: ours, the browser driver's, the test runner's. */
const IN_VAIN = /in vain|Timeout \d+ms exceeded|timed out in \d+ms|Matcher did not succeed in time/
/** With more of them it is not the machine. */
const MOST = 2

const [project, ...filters] = process.argv.slice(2)
const place = mkdtempSync(join(tmpdir(), 'sandyq-tests-'))
const said = join(place, 'said.json')
const run = (files) => spawnSync('npx', ['--no-install', 'vitest', 'run', '--project', project, '--reporter', 'default', '--reporter', 'json', `--outputFile.json=${said}`, ...files], { stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1

/** First thing that went wrong in each file that failed; null if it is not known. */
function failures() {
  try {
    const { testResults } = JSON.parse(readFileSync(said, 'utf8'))
    return testResults
      .filter(({ status }) => status !== 'passed')
      .map(({ name, message, assertionResults }) => ({ file: relative(process.cwd(), name), first: assertionResults.find((one) => one.status === 'failed')?.failureMessages[0] ?? message ?? '' }))
  } catch {
    return null
  }
}

let code = run(filters)
if (code !== 0) {
  const failed = failures()
  if (failed && failed.length > 0 && failed.length <= MOST && failed.every(({ first }) => IN_VAIN.test(first))) {
    for (const { file, first } of failed) console.log(`\nOnce more, ${file}: ${first.split('\n')[0].slice(0, 300)}\n`)
    code = run(failed.map(({ file }) => file))
  }
}
rmSync(place, { recursive: true, force: true })
process.exit(code)
