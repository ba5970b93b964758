import * as pulumi from "@pulumi/pulumi";
import { FleetError } from "../fleet/faults";
import { MissingEnvironment } from "../fleet/settings";

/** Runs what reads people's files: their mistakes end the program with the message alone, without a stack trace. */
export function explained<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FleetError || error instanceof MissingEnvironment) {
      throw new pulumi.RunError(error.message);
    }
    throw error;
  }
}
