import type { Failure, InputRules } from "./inputs";
import type { Properties, PropertyValue } from "./wire";

/** Outputs of a resource; those that are `undefined` are left out of the state. */
export type Outputs = Readonly<Record<string, PropertyValue | undefined>>;

/** A resource and the id that Pulumi knows it by. */
export interface Identified {
  readonly id: string;
  readonly outputs: Outputs;
}

/** One resource type of a stand-in. Outputs repeat the inputs under the same names. */
export interface ResourceType<Inputs = Properties> {
  readonly rules: InputRules;
  /** Outputs that only the server knows: unknown in a preview that creates or updates. */
  readonly computed: readonly string[];
  /** Faults beyond what the rules tell. Inputs that are not known yet are left out of `inputs`. */
  check(inputs: Partial<Inputs>): readonly Failure[];
  create(inputs: Inputs): Promise<Identified>;
  /**
   * Reads what is there. `state` holds the outputs as last known, none for an import.
   *
   * @returns undefined when it is gone.
   */
  read(id: string, state: Properties): Promise<Identified | undefined>;
  update(id: string, state: Properties, news: Inputs): Promise<Outputs>;
  /** Succeeds when it is gone already. */
  delete(id: string, state: Properties): Promise<void>;
}

/** A configured provider: its resource types by Pulumi's type token. */
export type Resources = Readonly<Record<string, ResourceType>>;

/** A small replacement of an official provider plugin, for exactly the resource types that the program uses. */
export interface StandIn {
  /** The npm package whose plugin it stands in for. */
  readonly package: string;
  /** That package's version. */
  readonly version: string;
  readonly settings: InputRules;
  /** Faults beyond what the rules tell. */
  checkSettings(settings: Properties): readonly Failure[];
  /** `signal` aborts when the engine cancels the run. */
  configure(settings: Properties, signal: AbortSignal): Resources;
}

/** Forgets the types of a resource's inputs, which its rules make sure of. */
export function asResource<Inputs>(type: ResourceType<Inputs>): ResourceType {
  return type as ResourceType;
}
