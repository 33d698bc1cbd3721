// What package.json declares, what the sources use and what both languages say are the same things.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { EXPLAIN_COMMAND } from "../src/protocol";
import { KANWU, PROJECT, ROOT } from "./kanwu";

const read = (name: string) => readFileSync(join(ROOT, name), "utf8");
const json = (name: string) => JSON.parse(read(name));
const manifest = json("package.json");
const sources = readdirSync(join(ROOT, "src")).map(name => read(join("src", name)));
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
const every = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map(match => match[1] ?? "");

/** The numbers of the values that a message has room for. */
const slots = (message: string) => sorted(every(/\{(\d+)\}/g, message));

test("every key of the manifest is worded in both languages, and no other", () => {
  const used = sorted(every(/"%([^%"]+)%"/g, read("package.json")));
  for (const name of ["package.nls.json", "package.nls.zh-cn.json"]) {
    assert.deepEqual(sorted(Object.keys(json(name))), used, name);
  }
  const [en, zh] = [json("package.nls.json"), json("package.nls.zh-cn.json")];
  for (const key of used.filter(key => key !== "displayName")) {
    assert.match(zh[key], /\p{Script=Han}/u, key);
    assert.deepEqual(every(/\]\((command:[^)]+)\)/g, zh[key]), every(/\]\((command:[^)]+)\)/g, en[key]), key);
  }
});

test("every message of the sources is there in Chinese, and no other", () => {
  const used = sources.flatMap(source => every(/\bt\(\s*"((?:[^"\\]|\\.)*)"/g, source));
  const zh = json("l10n/bundle.l10n.zh-cn.json");
  assert.ok(used.length > 10);
  assert.deepEqual(sorted(Object.keys(zh)), sorted(used));
  for (const [message, said] of Object.entries<string>(zh)) {
    assert.deepEqual(slots(said), slots(message), message);
  }
});

test("every command that is declared is there", () => {
  const declared = manifest.contributes.commands.map(({ command }: { command: string }) => command);
  const registered = sources.flatMap(source => every(/registerCommand\("([^"]+)"/g, source));
  assert.deepEqual(sorted(declared), sorted(registered));
  // A command of the server's is registered by the client: two of one name would keep it from starting.
  assert.ok(!declared.includes(EXPLAIN_COMMAND));
});

test("every setting that is declared is read", () => {
  const declared = Object.keys(manifest.contributes.configuration.properties);
  const read = sources.flatMap(source => every(/(?:section|get)\("([a-z]+)"\)/g, source));
  assert.deepEqual(sorted(declared), sorted([...read, "trace.server"].map(name => `kanwu.${name}`)));
});

test("the profiles are those of kanwu", () => {
  const schema = JSON.parse(readFileSync(join(PROJECT, "docs/kanwu.schema.json"), "utf8"));
  const known = schema.properties.extends.anyOf[0].anyOf[0].enum;
  assert.deepEqual(manifest.contributes.configuration.properties["kanwu.profile"].enum, ["", ...known]);
});

test("the problem matcher reads what kanwu writes", () => {
  const folder = mkdtempSync(join(tmpdir(), "kanwu-"));
  writeFileSync(join(folder, "稿件 1.txt"), "会议布署了下一阶段的工作。\n");
  const arguments_ = ["check", "稿件 1.txt", "--format", "compact", "--lang", "zh", "--fail-on", "never"];
  const lines = execFileSync(KANWU, arguments_, { cwd: folder, encoding: "utf8" }).trim().split("\n");
  const { regexp, file, line, column, severity, code } = manifest.contributes.problemMatchers[0].pattern;
  const found = lines.map(text => new RegExp(regexp).exec(text));
  const first = found.find(match => match?.[code] === "character/wrong-word");
  assert.ok(found.every(match => match !== null) && first, lines.join("\n"));
  const place = [first[file], first[line], first[column], first[severity]];
  assert.deepEqual(place, ["稿件 1.txt", "1", "3", "error"]);
});

test("the files that the manifest names are there", () => {
  const steps = manifest.contributes.walkthroughs.flatMap(
    (walkthrough: { steps: { media: { markdown: string } }[] }) => walkthrough.steps,
  );
  for (const { media } of steps) {
    assert.ok(read(media.markdown).length > 0, media.markdown);
  }
  assert.ok(readFileSync(join(ROOT, manifest.icon)).subarray(1, 4).equals(Buffer.from("PNG")));
});
