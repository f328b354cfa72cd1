// One line per test, and at the end how many of each: the language that
// run.mjs and the suites speak, whichever language they are written in.
//
//   ok <suite>: <test>
//   not ok <suite>: <test>: <reason>
//   skipped <suite>: <test>: <reason>

const results = { passed: 0, failed: 0, skipped: 0 };

/** A suite's tests, run one after the other in the order they stand. */
export function suite(name) {
  const tests = [];
  return {
    test: (title, run) => tests.push({ title, run }),
    async run() {
      for (const { title, run } of tests) {
        try {
          await run();
          results.passed += 1;
          console.log(`ok ${name}: ${title}`);
        } catch (why) {
          results.failed += 1;
          const reason = why instanceof Error ? (why.stack ?? why.message) : JSON.stringify(why);
          console.log(`not ok ${name}: ${title}: ${reason.split('\n').slice(0, 12).join(' | ')}`);
        }
      }
      process.exitCode = results.failed > 0 ? 1 : 0;
    },
    skip(title, reason) {
      results.skipped += 1;
      console.log(`skipped ${name}: ${title}: ${reason}`);
    },
  };
}
