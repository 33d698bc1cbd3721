// Run by VS Code itself, in its extension host: the extension is activated and used as its user would,
// against the real server. `run` is what VS Code calls; test/host/run.mjs starts it all.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Api } from "../../src/extension";
import { EXPLAIN_COMMAND } from "../../src/protocol";

/** Gives what `look` finds as soon as it finds something. */
async function until<T>(what: string, look: () => T | undefined | false, seconds = 30): Promise<T> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const found = look();
    if (found !== undefined && found !== false) {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain: ${what}`);
}

const code = ({ code }: vscode.Diagnostic) => String(typeof code === "object" ? code.value : code);

/** The text of the page that kanwu has shown whose name holds `part`. */
function page(part: string): Promise<string> {
  const shown = () =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "kanwu" && uri.path.includes(part));
  return until(`a page ${part}`, () => shown()?.getText());
}

async function use(): Promise<string[]> {
  const told: string[] = [];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder, "no folder is open");
  const extension = vscode.extensions.getExtension<Api>("kanwu.kanwu");
  assert.ok(extension, "the extension is not there");

  const uri = vscode.Uri.file(join(folder.fsPath, "memo.txt"));
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  const api = await until("activation", () => extension.isActive && extension.exports);
  const found = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "kanwu");
  await until("findings", () => found().length > 0);
  told.push(`findings: ${found().map(code).sort().join(", ")}`);

  const wrong = found().find(diagnostic => code(diagnostic) === "character/wrong-word");
  assert.ok(wrong, "布署 is not found");
  // 𬭎 before it takes two units of UTF-16.
  assert.equal(editor.document.getText(wrong.range), "布署");
  told.push(`status: ${await until("counts", () => /\d/.test(api.status()) && api.status())}`);

  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    uri,
    wrong.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  told.push(`quick fixes: ${actions.map(({ title }) => title).join(", ")}`);
  const fix = actions.find(({ edit }) => edit?.get(uri).some(({ newText }) => newText === "部署"));
  assert.ok(fix?.edit, "no quick fix corrects 布署");
  const explain = actions.find(({ command }) => command?.command === EXPLAIN_COMMAND)?.command;
  assert.ok(explain, "no action explains the rule");
  await vscode.commands.executeCommand(explain.command, ...(explain.arguments ?? []));
  assert.match(await page("wrong-word"), /^### character\/wrong-word/);
  await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand("workbench.action.closeEditorsInOtherGroups");
  await vscode.workspace.applyEdit(fix.edit);
  await until("the corrected text", () => editor.document.getText().includes("部署"));
  await until("one finding less", () => !found().some(one => code(one) === "character/wrong-word"));

  await vscode.commands.executeCommand("kanwu.fixAll");
  await until("safe corrections", () => editor.document.getText().includes("会上，") || undefined);
  told.push(`text: ${JSON.stringify(editor.document.getText())}`);

  const commands = [
    ["kanwu.showOutline", "Outline · memo.txt"],
    ["kanwu.showRate", "Error rate · memo.txt"],
    ["kanwu.explainFinding", "weekday"],
  ] as const;
  for (const [command, name] of commands) {
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand(command, ...(name === "weekday" ? ["date/weekday"] : []));
    const text = await page(name);
    assert.ok(text.trim().length > 0, command);
    told.push(`${command}: ${text.split("\n")[0]}`);
    await vscode.commands.executeCommand("workbench.action.closeEditorsInOtherGroups");
  }

  const config = vscode.Uri.file(join(folder.fsPath, "kanwu.toml"));
  const settled = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(config));
  assert.deepEqual(vscode.languages.getDiagnostics(config), []);
  const word = settled.document.getText().indexOf("info");
  const place = new vscode.Range(settled.document.positionAt(word), settled.document.positionAt(word + 4));
  await settled.edit(edit => edit.replace(place, "eror"));
  await until("a mistake in kanwu.toml", () => vscode.languages.getDiagnostics(config).length > 0);
  told.push(`kanwu.toml: ${vscode.languages.getDiagnostics(config)[0]?.message}`);
  await settled.edit(edit => edit.replace(place, "info"));
  await until("kanwu.toml without mistakes", () => vscode.languages.getDiagnostics(config).length === 0);

  await vscode.window.showTextDocument(editor.document);
  await vscode.commands.executeCommand("kanwu.restart");
  told.push(`after a restart: ${await until("counts again", () => /\d/.test(api.status()) && api.status())}`);

  const settings = vscode.workspace.getConfiguration("kanwu");
  await settings.update("lang", "zh", vscode.ConfigurationTarget.Workspace);
  await until("findings in Chinese", () => found().some(({ message }) => message.includes("文中作")));
  told.push(`in Chinese: ${found()[0]?.message.split("\n")[0]}`);
  await settings.update("path", "/nowhere/kanwu", vscode.ConfigurationTarget.Workspace);
  await until("the server's end", () => api.status().includes("circle-slash"));
  await settings.update("path", undefined, vscode.ConfigurationTarget.Workspace);
  await until("the server's return", () => /\d/.test(api.status()));
  told.push("a wrong path stops the server, a right one starts it");
  return told;
}

/** Writes down how it went, for the program that waits outside. */
export async function run(): Promise<void> {
  const report = process.env.KANWU_REPORT;
  assert.ok(report, "KANWU_REPORT does not say where to");
  try {
    await writeFile(report, JSON.stringify({ passed: true, told: await use() }));
  } catch (error) {
    const state = vscode.extensions.getExtension<Api>("kanwu.kanwu")?.exports?.status();
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await writeFile(report, JSON.stringify({ passed: false, told: [why, `status: ${state}`] }));
    throw error;
  }
}
