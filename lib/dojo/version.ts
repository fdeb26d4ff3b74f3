import "server-only";

/** The version of Dojo's API that every call asks for. */
export const DOJO_VERSION = "2026-02-27";
