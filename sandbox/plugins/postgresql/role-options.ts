import { escapeIdentifier, escapeLiteral } from "pg";
import type { InputRules, InputsOf } from "../service/inputs";
import type { Properties } from "../service/wire";
import { scramVerifier } from "./scram";

/** The inputs of `postgresql:index/role:Role` that a tenant's role needs, with the official defaults. */
export const roleRules = {
  name: { type: "string", required: true },
  login: { type: "boolean", default: false },
  password: { type: "string" },
  connectionLimit: { type: "number", default: -1 },
  createDatabase: { type: "boolean", default: false },
  createRole: { type: "boolean", default: false },
  inherit: { type: "boolean", default: true },
  superuser: { type: "boolean", default: false },
  skipReassignOwned: { type: "boolean", default: false },
  skipDropRole: { type: "boolean", default: false },
} as const satisfies InputRules;

export type RoleInputs = InputsOf<typeof roleRules>;

/** The role attributes that are on or off, as `CREATE ROLE` spells them. */
const SWITCHES = [
  ["login", "LOGIN"],
  ["createDatabase", "CREATEDB"],
  ["createRole", "CREATEROLE"],
  ["inherit", "INHERIT"],
  ["superuser", "SUPERUSER"],
] as const;

export function createRole(inputs: RoleInputs): string {
  return `CREATE ROLE ${escapeIdentifier(inputs.name)} WITH ${options(inputs, {}).join(" ")}`;
}

/**
 * The statements that turn the role of `state` into `news`, in place. Only what changes is named: PostgreSQL refuses
 * attributes that the caller may not grant even when they stay as they are.
 */
export function alterRole(currentName: string, state: Properties, news: RoleInputs): string[] {
  const changes = options(news, state);
  const current = escapeIdentifier(currentName);
  const wanted = escapeIdentifier(news.name);
  return [
    ...(currentName === news.name ? [] : [`ALTER ROLE ${current} RENAME TO ${wanted}`]),
    ...(changes.length === 0 ? [] : [`ALTER ROLE ${wanted} WITH ${changes.join(" ")}`]),
  ];
}

function options(news: RoleInputs, state: Properties): string[] {
  const switches = SWITCHES.filter(([input]) => news[input] !== state[input]).map(
    ([input, keyword]) => (news[input] ? keyword : `NO${keyword}`),
  );
  const limit =
    news.connectionLimit === state.connectionLimit
      ? []
      : [`CONNECTION LIMIT ${news.connectionLimit}`];
  return [...switches, ...limit, ...passwordOption(news.password, state.password)];
}

function passwordOption(password: string | undefined, before: unknown): string[] {
  if (password === before) return [];
  if (password === undefined || password === "") return ["PASSWORD NULL"];
  return [`PASSWORD ${escapeLiteral(scramVerifier(password))}`];
}
