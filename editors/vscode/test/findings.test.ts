import assert from "node:assert/strict";
import { test } from "node:test";
import type { Diagnostic, Range } from "vscode";
import { rule, rules } from "../src/findings";

/** A range on one line, with the one method that is used. */
function range(start: number, end: number): Range {
  const intersection = (other: { start: number; end: number }) =>
    start <= other.end && other.start <= end ? range(start, end) : undefined;
  return { start, end, intersection } as unknown as Range;
}

const diagnostic = (code: string, start: number, end: number, source = "kanwu") =>
  ({ code: { value: code, target: {} }, source, range: range(start, end) }) as unknown as Diagnostic;

const all = [
  diagnostic("date/weekday", 0, 4),
  diagnostic("date/vague", 3, 6),
  diagnostic("MD001", 3, 6, "markdownlint"),
  diagnostic("date/weekday", 20, 24),
];

test("a code is the rule's name, with or without a link", () => {
  assert.equal(rule({ source: "kanwu", code: "date/weekday" }), "date/weekday");
  assert.equal(rule(diagnostic("date/vague", 0, 1)), "date/vague");
  assert.equal(rule({ source: "other", code: "date/weekday" }), undefined);
  assert.equal(rule({ source: "kanwu" }), undefined);
});

test("the rules at the cursor, or those of the whole text where there is none", () => {
  assert.deepEqual(rules(all, range(4, 4)), ["date/weekday", "date/vague"]);
  assert.deepEqual(rules(all, range(21, 21)), ["date/weekday"]);
  assert.deepEqual(rules(all, range(10, 11)), ["date/weekday", "date/vague"]);
  assert.deepEqual(rules([], range(0, 0)), []);
});
