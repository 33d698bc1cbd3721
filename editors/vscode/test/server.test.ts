// The server answers what src/protocol.ts says of it: `kanwu lsp` itself, over its standard input and output.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createProtocolConnection, type InitializeResult } from "vscode-languageserver-protocol/node";
import { serves } from "../src/binary";
import * as protocol from "../src/protocol";
import { options } from "../src/settings";
import { KANWU, ROOT } from "./kanwu";

const uri = "untitled:memo";
const text = "𬭎会议布署了下一阶段的工作。会上,王宁讲话。\n";
const textDocument = { uri };

test("kanwu lsp answers as the extension expects", async () => {
  assert.ok(await serves(KANWU), `${KANWU} has no lsp`);
  const server = spawn(KANWU, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(server.stdout, server.stdin);
  const status = new Promise<protocol.Status>(told => connection.onNotification(protocol.STATUS, told));
  connection.listen();
  const settings = { lang: "en", debounce: 0 };
  const initialized = await connection.sendRequest<InitializeResult>("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    initializationOptions: options(name => settings[name as keyof typeof settings], []),
  });
  await connection.sendNotification("initialized", {});

  const { codeActionProvider, executeCommandProvider } = initialized.capabilities;
  assert.ok(typeof codeActionProvider === "object");
  assert.ok(codeActionProvider.codeActionKinds?.includes(protocol.FIX_ALL));
  assert.deepEqual(executeCommandProvider?.commands, [protocol.EXPLAIN_COMMAND]);
  const { contributes } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const own = contributes.commands.map(({ command }: { command: string }) => command);
  assert.ok(!executeCommandProvider?.commands.some(command => own.includes(command)));

  const opened = { ...textDocument, languageId: "plaintext", version: 1, text };
  await connection.sendNotification("textDocument/didOpen", { textDocument: opened });
  const found = await status;
  assert.equal(found.uri, uri);
  assert.deepEqual([found.errors, found.warnings, found.infos], [2, 0, 0]);
  assert.ok(found.rate > 0);

  const rate = await connection.sendRequest<protocol.Rate>(protocol.RATE, { textDocument });
  assert.deepEqual([rate.errors, rate.rate, rate.limit, rate.passes], [2, found.rate, null, true]);
  assert.ok(rate.characters > 15 && rate.table.includes("character/wrong-word"));
  const outline = await connection.sendRequest<protocol.Outline>(protocol.OUTLINE, { textDocument });
  assert.match(outline.markdown, /no contents/);
  const page = await connection.sendRequest<protocol.Explanation>(protocol.EXPLAIN, { rule: "date/weekday" });
  assert.match(page.markdown, /^### date\/weekday/);

  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  assert.equal(await new Promise(ended => server.on("exit", ended)), 0);
  connection.dispose();
});
