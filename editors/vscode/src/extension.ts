// Where VS Code comes in: everything is made here and handed to one another.
import * as vscode from "vscode";
import { Commands } from "./commands";
import { Pages } from "./pages";
import { SELECTOR, Server } from "./server";
import { type Health, StatusBar } from "./status";

/** What the extension lets others see. */
export interface Api {
  /** What the status bar says. */
  status(): string;
}

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const log = vscode.window.createOutputChannel("kanwu", { log: true });
  const pages = new Pages();
  const bar = new StatusBar(SELECTOR);
  const is = (health: Health) => {
    bar.is(health);
    void vscode.commands.executeCommand("setContext", "kanwu.running", health === "running");
  };
  server = new Server(log, {
    starting: () => is("starting"),
    running: () => is("running"),
    stopped: () => is("stopped"),
    status: status => bar.note(status),
    explain: rule => void commands.explainFinding(rule),
  });
  const commands = new Commands(server, pages);
  const { registerCommand } = vscode.commands;
  context.subscriptions.push(
    log,
    pages,
    bar,
    server,
    registerCommand("kanwu.showOutline", () => commands.showOutline()),
    registerCommand("kanwu.showRate", () => commands.showRate()),
    registerCommand("kanwu.explainFinding", rule => commands.explainFinding(rule)),
    registerCommand("kanwu.fixAll", () => commands.fixAll()),
    registerCommand("kanwu.restart", () => server?.restart()),
    registerCommand("kanwu.showLog", () => log.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server?.restart()),
  );
  await server.restart();
  return { status: () => bar.text };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
