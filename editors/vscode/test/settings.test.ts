import assert from "node:assert/strict";
import { test } from "node:test";
import { options, path } from "../src/settings";

const section = (values: Record<string, unknown>) => (name: string) => values[name];

test("what is not set is left to the server", () => {
  const nothing = { config: null, profile: null, lang: "auto", debounce: 100 };
  assert.deepEqual(options(section({}), []), nothing);
  assert.deepEqual(options(section({ config: " ", profile: "", lang: "fr", debounce: "soon" }), []), nothing);
});

test("what is set is handed on", () => {
  const values = { config: "house/kanwu.toml", profile: "news", lang: "zh", debounce: 0 };
  const handed = { config: "/issue/house/kanwu.toml", profile: "news", lang: "zh", debounce: 0 };
  assert.deepEqual(options(section(values), ["/issue", "/other"]), handed);
});

test("paths count from the first folder, `~` is the home", () => {
  assert.equal(path("~/k", ["/w"], "/home/a"), "/home/a/k");
  assert.equal(path("~", ["/w"], "/home/a"), "/home/a");
  assert.equal(path("~a/k", ["/w"], "/home/a"), "/w/~a/k");
  assert.equal(path("${workspaceFolder}/k", ["/w"]), "/w/k");
  assert.equal(path("k", []), "k");
  assert.equal(path(3, ["/w"]), undefined);
});
