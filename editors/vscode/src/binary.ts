// Where the program `kanwu` is, and whether it is one that can serve an editor. Nothing here knows
// VS Code.
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { path } from "./settings";

/** Where to look, as the editor and the system say. */
export interface Places {
  /** The setting `kanwu.path`. */
  setting: unknown;
  /** The folders of the workspace. */
  folders: readonly string[];
  /** Programs that come with the workspace may be run. */
  trusted: boolean;
  /** The environment variable `PATH`. */
  searchPath: string | undefined;
  home?: string;
  windows?: boolean;
}

/** The program, or why there is none. */
export type Found =
  | { kind: "found"; program: string }
  | { kind: "not-there"; program: string }
  | { kind: "nowhere" };

/** Where a workspace keeps the programs that it brings along. */
const WORKSPACE = ["bin", "tools"];

/** Where programs are installed, below the home folder, for an editor that was not started from a shell. */
const HOME = [".cargo/bin", ".local/bin"];

/** The first program among: the setting, which must hold, the workspace, the search path, the home folder. */
export async function find(places: Places): Promise<Found> {
  const { folders, home = homedir(), windows = process.platform === "win32" } = places;
  const chosen = path(places.setting, folders, home);
  if (chosen !== undefined) {
    return { kind: (await isProgram(chosen, windows)) ? "found" : "not-there", program: chosen };
  }
  const name = windows ? "kanwu.exe" : "kanwu";
  const inWorkspace = places.trusted
    ? folders.flatMap(folder => WORKSPACE.map(sub => join(folder, sub)))
    : [];
  const onPath = (places.searchPath ?? "").split(delimiter).filter(folder => folder !== "");
  const atHome = HOME.map(folder => join(home, folder));
  for (const folder of [...inWorkspace, ...onPath, ...atHome]) {
    const program = join(folder, name);
    if (await isProgram(program, windows)) {
      return { kind: "found", program };
    }
  }
  return { kind: "nowhere" };
}

async function isProgram(file: string, windows: boolean): Promise<boolean> {
  try {
    await access(file, windows ? constants.F_OK : constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** True where `program` lists the command `lsp`: one that does not know it would take it for a file. */
export function serves(program: string): Promise<boolean> {
  return new Promise(resolve => {
    execFile(program, ["--help"], { timeout: 10_000 }, (error, help) => {
      resolve(error === null && /^\s+lsp\s/m.test(help));
    });
  });
}
