// Activates the extension in a real VS Code and uses it: `node test/host/run.mjs CODE-SERVER CHROMIUM`.
//
// CODE-SERVER is the folder of an installed npm package `code-server`, which is VS Code served to a
// browser with its extension host in Node; CHROMIUM is the browser. The window that the browser opens
// loads the extension from this folder and runs dist/host/index.js in the extension host.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [codeServer, chromium = "chromium"] = process.argv.slice(2);
const root = resolve(import.meta.dirname, "..", "..");
const program = process.env.KANWU ?? resolve(root, "..", "..", "target", "debug", "kanwu");
const port = 8000 + (process.pid % 1000);

const place = await mkdtemp(join(tmpdir(), "kanwu-host-"));
const [work, report, bin] = ["work", "report.json", ".cargo/bin"].map(name => join(place, name));
await Promise.all([work, bin].map(folder => mkdir(folder, { recursive: true })));
await writeFile(
  join(work, "memo.txt"),
  "𬭎会议布署了下一阶段的工作。会上,王宁讲话。\n2023年8月15日（星期一），大会召开。\n",
);
await writeFile(join(work, "kanwu.toml"), '[rules]\n"style" = "info"\n');
// VS Code takes its search path from a login shell: only the home folder is ours to say.
await writeFile(join(bin, "kanwu"), `#!/bin/sh\nexec '${program}' "$@"\n`, { mode: 0o755 });

const remote = path => `vscode-remote://127.0.0.1:${port}${path}`;
const payload = JSON.stringify([
  ["extensionDevelopmentPath", remote(root)],
  ["extensionTestsPath", remote(join(root, "dist", "host", "index.js"))],
]);
const url = `http://127.0.0.1:${port}/?folder=${work}&payload=${encodeURIComponent(payload)}`;

const server = [
  join(codeServer, "out", "node", "entry.js"),
  "--auth",
  "none",
  "--bind-addr",
  `127.0.0.1:${port}`,
];
server.push("--user-data-dir", join(place, "user"), "--extensions-dir", join(place, "extensions"));
server.push("--disable-workspace-trust", "--disable-telemetry", "--disable-update-check");
const environment = { ...process.env, KANWU_REPORT: report, HOME: place };
const browser = ["--headless", "--no-sandbox", "--disable-gpu", "--window-size=1280,800"];
browser.push(`--user-data-dir=${join(place, "browser")}`, url);

const started = [spawn(process.execPath, server, { env: environment, stdio: "inherit" })];
const seconds = count => new Promise(done => setTimeout(done, count * 1000));
let status = 1;
try {
  for (
    let tries = 0;
    tries < 60 &&
    !(await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ));
    tries++
  ) {
    await seconds(0.5);
  }
  started.push(spawn(chromium, browser, { env: environment, stdio: "ignore" }));
  for (let tries = 0; tries < 180 && !existsSync(report); tries++) {
    await seconds(1);
  }
  const silence = { passed: false, told: ["the window has said nothing for three minutes"] };
  const { passed, told } = existsSync(report) ? JSON.parse(await readFile(report, "utf8")) : silence;
  console.log(told.join("\n"));
  status = passed ? 0 : 1;
  if (!passed) {
    const logs = await readdir(join(place, "user", "logs"), { recursive: true });
    for (const log of logs.filter(name => name.endsWith("kanwu.log"))) {
      console.log(await readFile(join(place, "user", "logs", log), "utf8"));
    }
  }
} finally {
  for (const one of started) {
    one.kill();
  }
  await seconds(1);
  await rm(place, { recursive: true, force: true });
}
process.exitCode = status;
