import { existsSync, readFileSync } from "node:fs";

/** Counts a Vitest report. A file that could not even be loaded holds no tests, and counts as one failure. */
export function readVitestReport(path) {
  const report = readJson(path);
  if (report === null) return null;
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return {
    passed: tests.filter((test) => test.status === "passed").length,
    failed: tests.filter((test) => test.status === "failed").length + broken.length,
    skipped: tests.filter((test) => !["passed", "failed"].includes(test.status)).map((test) => test.fullName),
  };
}

/** Counts a Playwright report; a flaky test (it failed, then passed) is a failure. */
export function readPlaywrightReport(path) {
  const report = readJson(path);
  if (report === null) return null;
  const specs = report.suites.flatMap((suite) => specsOf(suite, []));
  const statuses = specs.flatMap(({ name, tests }) =>
    tests.map((test) => ({ name: `[${test.projectName}] ${name}`, status: test.status })),
  );
  return {
    passed: statuses.filter(({ status }) => status === "expected").length,
    failed:
      statuses.filter(({ status }) => status === "unexpected" || status === "flaky").length +
      report.errors.length,
    skipped: statuses.filter(({ status }) => status === "skipped").map(({ name }) => name),
  };
}

function specsOf(suite, path) {
  const here = [...path, suite.title];
  const own = (suite.specs ?? []).map((spec) => ({
    name: [...here, spec.title].join(" › "),
    tests: spec.tests,
  }));
  return [...own, ...(suite.suites ?? []).flatMap((inner) => specsOf(inner, here))];
}

function readJson(path) {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
