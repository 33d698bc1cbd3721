import assert from "node:assert/strict";
import { test } from "node:test";
import { columns, figure, label, sentence } from "../src/score";

const t = (message: string, ...values: (string | number)[]) =>
  message.replace(/\{(\d+)\}/g, (_, index) => String(values[Number(index)]));

const status = (errors: number, warnings: number, infos: number, rate: number) => ({
  uri: "file:///a.txt",
  errors,
  warnings,
  infos,
  rate,
});

test("counts of 0 are left out, and nothing found is said by a tick", () => {
  assert.equal(label(status(2, 0, 3, 2.14), t), "kanwu $(error) 2 $(info) 3 · 2.1 per 10k");
  assert.equal(label(status(0, 1, 0, 0.5), t), "kanwu $(warning) 1 · 0.5 per 10k");
  assert.equal(label(status(0, 0, 0, 0), t), "kanwu $(check) · 0.0 per 10k");
});

test("the sentence has all of it", () => {
  assert.equal(
    sentence(status(5, 9, 3, 2.1), t),
    "5 errors, 9 warnings, 3 hints; 2.1 errors in 10,000 characters",
  );
});

test("a rate that is not 0 is not shown as 0", () => {
  assert.deepEqual([0, 0.04, 0.1, 12].map(figure), ["0.0", "0.04", "0.1", "12.0"]);
});

test("columns are told from other Markdown", () => {
  assert.equal(columns("```text\na  1\nb 12\n```\n"), "a  1\nb 12\n");
  assert.equal(columns("# Rule\n\n```text\na\n```\n"), undefined);
  assert.equal(columns("```text\na\n```\nand\n```text\nb\n```\n"), undefined);
});
