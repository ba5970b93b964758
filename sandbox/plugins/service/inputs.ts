import { containsUnknown, type Properties, type PropertyValue } from "./wire";

/** What one input of a resource (or one setting of a provider) may be. */
export interface InputRule {
  readonly type: keyof InputTypes;
  readonly required?: true;
  /** Taken when the program leaves the input out. */
  readonly default?: PropertyValue;
  /** A change makes a new resource. */
  readonly replaces?: true;
}

interface InputTypes {
  string: string;
  number: number;
  boolean: boolean;
  strings: readonly string[];
}

/** By the input's name. */
export type InputRules = Readonly<Record<string, InputRule>>;

/** The checked inputs, typed by their rules. */
export type InputsOf<Rules extends InputRules> = {
  readonly [Name in keyof Rules]: Rules[Name] extends { required: true } | { default: unknown }
    ? InputTypes[Rules[Name]["type"]]
    : InputTypes[Rules[Name]["type"]] | undefined;
};

/** A fault of one input, as Pulumi shows it next to the resource. Never quotes the value: it may be secret. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export interface Checked {
  /** With defaults filled in. */
  readonly inputs: Properties;
  readonly failures: readonly Failure[];
}

/**
 * Holds `news` to the rules: known names only, the right types, all that is required. `owner` names the stand-in in
 * the message for an input that it does not know.
 */
export function checkInputs(rules: InputRules, news: Properties, owner: string): Checked {
  const failures: Failure[] = [];
  for (const property of Object.keys(news)) {
    if (rules[property] === undefined) {
      failures.push({
        property,
        reason:
          `the stand-in for ${owner} does not know the input "${property}": ` +
          `install the official plugin, or extend the stand-in`,
      });
    }
  }
  const inputs: Record<string, PropertyValue> = {};
  for (const [property, rule] of Object.entries(rules)) {
    const value = news[property] ?? rule.default;
    if (value === undefined) {
      if (rule.required) failures.push({ property, reason: `"${property}" is required` });
    } else if (containsUnknown(value) || hasType(value, rule.type)) {
      inputs[property] = value;
    } else {
      failures.push({ property, reason: `"${property}" must be ${DESCRIPTIONS[rule.type]}` });
    }
  }
  return { inputs, failures };
}

const DESCRIPTIONS: Readonly<Record<keyof InputTypes, string>> = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  strings: "a list of strings",
};

function hasType(value: PropertyValue, type: keyof InputTypes): boolean {
  if (type !== "strings") return typeof value === type;
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
