// The server `kanwu lsp`: found, started, stopped, and told of the settings.
import * as vscode from "vscode";
import { DidChangeConfigurationNotification, LanguageClient, State } from "vscode-languageclient/node";
import { find, serves } from "./binary";
import { EXPLAIN_COMMAND, STATUS, type Status } from "./protocol";
import { type Options, options } from "./settings";

/** The texts that are checked: manuscripts, and the configuration that holds for them. */
export const SELECTOR = ["file", "untitled"].flatMap(scheme => [
  { scheme, language: "plaintext" },
  { scheme, language: "markdown" },
  { scheme, pattern: "**/kanwu.toml" },
]);

/** What a server lets the rest of the extension know. */
export interface Listener {
  starting(): void;
  running(): void;
  stopped(): void;
  status(status: Status): void;
  /** A code action asks for the rule to be explained. */
  explain(rule: string): void;
}

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly registration: vscode.Disposable;
  /** Starts and stops one after the other, however fast they are asked for. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    readonly log: vscode.LogOutputChannel,
    private readonly listener: Listener,
  ) {
    this.registration = vscode.workspace.onDidChangeConfiguration(event => this.reconfigure(event));
  }

  /** Starts the server, or another one in its place; false if it could not be, of which the user is told. */
  restart(): Promise<boolean> {
    const started = this.queue.then(async () => {
      await this.end();
      return await this.begin();
    });
    this.queue = started.catch(() => undefined);
    return started;
  }

  /** Stops the server for good. */
  async stop(): Promise<void> {
    await this.queue;
    await this.end();
  }

  get isRunning(): boolean {
    return this.client?.state === State.Running;
  }

  /** The answer to a request of kanwu's own; none where there is no server or it has none. */
  async ask<Answer>(method: string, params: object): Promise<Answer | undefined> {
    try {
      return (await this.client?.sendRequest<Answer | null>(method, params)) ?? undefined;
    } catch (error) {
      this.log.warn(`${method}: ${String(error)}`);
      return undefined;
    }
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async begin(): Promise<boolean> {
    this.listener.starting();
    const program = await this.program();
    if (program === undefined) {
      this.listener.stopped();
      return false;
    }
    this.log.info(program);
    this.client = this.connect(program);
    try {
      await this.client.start();
    } catch (error) {
      this.log.error(String(error));
      await this.end();
      this.listener.stopped();
      this.tell(vscode.l10n.t("kanwu could not be started: {0}", String(error)), "log");
      return false;
    }
    return true;
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      // A server that does not answer is ended with the process that it runs in.
      this.log.warn(String(error));
    }
  }

  /** The program to run; the user is told if there is none that will do. */
  private async program(): Promise<string | undefined> {
    const found = await find({
      setting: vscode.workspace.getConfiguration("kanwu").get("path"),
      folders: folders(),
      trusted: vscode.workspace.isTrusted,
      searchPath: process.env.PATH,
    });
    if (found.kind === "nowhere") {
      this.tell(
        vscode.l10n.t("The program kanwu was not found. Install it, or say in the settings where it is."),
        "path",
      );
    } else if (found.kind === "not-there") {
      this.tell(
        vscode.l10n.t("There is no program “{0}”, which the setting kanwu.path names.", found.program),
        "path",
      );
    } else if (!(await serves(found.program))) {
      this.tell(vscode.l10n.t("“{0}” cannot serve an editor. A newer kanwu can.", found.program), "path");
    } else {
      return found.program;
    }
    return undefined;
  }

  private connect(program: string): LanguageClient {
    const client = new LanguageClient(
      "kanwu",
      "kanwu",
      { command: program, args: ["lsp"] },
      {
        documentSelector: SELECTOR,
        initializationOptions: current(),
        outputChannel: this.log,
        traceOutputChannel: this.log,
        synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{toml,tsv}") },
        middleware: {
          // The server is handed the settings as it takes them, whichever way it learns of them.
          workspace: {
            configuration: params => params.items.map(item => (item.section === "kanwu" ? current() : null)),
            didChangeConfiguration: async () => undefined,
          },
          executeCommand: async (command, args, next) => {
            const rule = command === EXPLAIN_COMMAND ? ruleOf(args[0]) : undefined;
            return rule === undefined ? await next(command, args) : this.listener.explain(rule);
          },
        },
      },
    );
    client.onNotification(STATUS, (status: Status) => this.listener.status(status));
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        this.listener.running();
      } else if (newState === State.Stopped && this.client === client) {
        this.listener.stopped();
      }
    });
    return client;
  }

  private async reconfigure(event: vscode.ConfigurationChangeEvent): Promise<void> {
    if (event.affectsConfiguration("kanwu.path")) {
      await this.restart();
    } else if (event.affectsConfiguration("kanwu") && this.client?.state === State.Running) {
      const settings = { kanwu: current() };
      await this.client.sendNotification(DidChangeConfigurationNotification.type, { settings });
    }
  }

  /** Tells what is in the way, with the button that helps. */
  private async tell(message: string, help: "log" | "path"): Promise<void> {
    this.log.error(message);
    const install = vscode.l10n.t("How to install");
    const button = help === "log" ? vscode.l10n.t("Show log") : vscode.l10n.t("Set the path");
    const buttons = help === "log" ? [button] : [install, button];
    const chosen = await vscode.window.showErrorMessage(message, ...buttons);
    if (chosen === install) {
      await vscode.commands.executeCommand("workbench.action.openWalkthrough", "kanwu.kanwu#start", false);
    } else if (chosen === button && help === "log") {
      await vscode.commands.executeCommand("kanwu.showLog");
    } else if (chosen === button) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "kanwu.path");
    }
  }
}

function folders(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.fsPath);
}

function current(): Options {
  const section = vscode.workspace.getConfiguration("kanwu");
  return options(name => section.get(name), folders());
}

/** The rule that a command's argument names, alone or in an object. */
function ruleOf(argument: unknown): string | undefined {
  const rule =
    typeof argument === "object" && argument !== null && "rule" in argument ? argument.rule : argument;
  return typeof rule === "string" ? rule : undefined;
}
