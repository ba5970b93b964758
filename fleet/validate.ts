import { z } from "zod";
import type { Fault } from "./faults";
import { didYouMean, quotedList } from "./suggest";
import type { FieldPath, YamlFile } from "./yaml-file";

/** Checks a file, or one part of it, against a schema and places every issue at its field. */
export function validate<Schema extends z.ZodType>(
  yaml: YamlFile,
  schema: Schema,
  within: FieldPath = [],
): { readonly value: z.output<Schema> } | { readonly faults: Fault[] } {
  const input = within.reduce<unknown>(child, yaml.value);
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data };
  return {
    faults: issues(schema, input, result.error).map(({ path, message, at }) =>
      yaml.fault([...within, ...path], message, at),
    ),
  };
}

/** One problem of a value: where and what. */
export interface Issue {
  readonly path: FieldPath;
  readonly message: string;
  readonly at?: "key";
}

/** zod's issues in the project's words: what is wrong, the value given, what to do. */
export function issues(schema: z.ZodType, input: unknown, error: z.ZodError): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    if (issue.code === "unrecognized_keys") {
      const known = keysAt(schema, path);
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: "key",
        message: `unknown field.${didYouMean(key, known)} Known fields: ${known.join(", ")}`,
      }));
    }
    const given = path.reduce<unknown>(child, input);
    if (given === undefined) {
      return [{ path, message: `missing: ${hint(schema, path) ?? "add this field"}` }];
    }
    const detail =
      issue.code === "invalid_value"
        ? `must be one of ${quotedList(issue.values.map(String))}.${didYouMean(JSON.stringify(given), issue.values.map(String))}`
        : issue.message;
    return [{ path, message: `${JSON.stringify(given)} ${sentence(detail)}` }];
  });
}

/** zod's words for types, and what a writer of YAML would call them. */
const TYPES: Readonly<Record<string, string>> = {
  string: "text (put it in quotes)",
  number: "a number",
  boolean: "true or false",
  object: "a mapping of fields",
  array: "a list",
  null: "empty",
};

function sentence(detail: string): string {
  const [, expected, received] =
    /^Invalid input: expected (\w+), received (\w+)$/.exec(detail) ?? [];
  if (expected === undefined || received === undefined) return detail;
  const word = (type: string) => TYPES[type] ?? type;
  return `is ${word(received).replace(/ \(.*/, "")}: write ${word(expected)}`;
}

function child(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<string | number, unknown>)[key]
    : undefined;
}

/** The schema of a field, through the wrappers that defaults and options put around it. */
function schemaAt(schema: z.ZodType, path: FieldPath): z.ZodType | undefined {
  let current: unknown = unwrap(schema);
  for (const part of path) {
    if (current instanceof z.ZodObject)
      current = unwrap((current.shape as Record<string, unknown>)[part]);
    else if (current instanceof z.ZodRecord) current = unwrap(current.valueType);
    else if (current instanceof z.ZodArray) current = unwrap(current.element);
    else if (current instanceof z.ZodUnion) {
      current = current.options
        .map((option) => schemaAt(option as z.ZodType, [part]))
        .find((found) => found !== undefined);
    } else return undefined;
  }
  return current as z.ZodType | undefined;
}

function unwrap(schema: unknown): unknown {
  let current = schema;
  while (
    current instanceof z.ZodOptional ||
    current instanceof z.ZodDefault ||
    current instanceof z.ZodPrefault
  ) {
    current = current.unwrap();
  }
  return current;
}

function keysAt(schema: z.ZodType, path: FieldPath): string[] {
  const found = schemaAt(schema, path);
  if (found instanceof z.ZodObject) return Object.keys(found.shape);
  if (found instanceof z.ZodUnion) {
    return [...new Set(found.options.flatMap((option) => keysAt(option as z.ZodType, [])))];
  }
  return [];
}

function hint(schema: z.ZodType, path: FieldPath): string | undefined {
  return schemaAt(schema, path)?.meta()?.description;
}
