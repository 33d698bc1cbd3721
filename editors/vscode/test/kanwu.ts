// The program that the tests run: the one that cargo has built, or the one that KANWU names.
import { join, resolve } from "node:path";

/** The folder of the extension. */
export const ROOT = resolve(__dirname, "..", "..");

/** The folder of the whole project. */
export const PROJECT = resolve(ROOT, "..", "..");

export const KANWU = process.env.KANWU ?? join(PROJECT, "target", "debug", "kanwu");
