import type * as pulumi from "@pulumi/pulumi";

/** Where a cell's host names are published. Components know this interface, never a DNS provider. */
export interface Dns {
  /**
   * Publishes `host` so that it reaches the cell's ingress, and says in the record who owns it. Does nothing
   * where the cell needs no records (wildcard names such as `*.sslip.io`).
   */
  publish(name: string, host: string, owner: string, opts: pulumi.ResourceOptions): void;
}

/** For cells whose domain resolves by itself. */
export const noDns: Dns = { publish: () => undefined };
