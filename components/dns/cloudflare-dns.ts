import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { isIP } from "node:net";
import type { Dns } from "./dns";

/** The arguments of {@link CloudflareDns}. */
export interface CloudflareDnsArgs {
  /** The zone that holds the cell's domain: 32 hex digits. */
  readonly zoneId: string;
  /** Host name or address of the cell's ingress. */
  readonly target: string;
  /** Sends traffic through Cloudflare instead of straight to the ingress. */
  readonly proxied: boolean;
  readonly apiToken: pulumi.Input<string>;
  /** Base of the API; Cloudflare's own when left out. */
  readonly apiUrl?: string | undefined;
}

/** One record per host in a Cloudflare zone: A or AAAA for an address, CNAME for a host name. */
export class CloudflareDns extends pulumi.ComponentResource implements Dns {
  private readonly provider: cloudflare.Provider;

  constructor(
    name: string,
    private readonly args: CloudflareDnsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("odoo-fleet:dns:Cloudflare", name, {}, opts);
    this.provider = new cloudflare.Provider(
      `${name}-provider`,
      {
        apiToken: args.apiToken,
        ...(args.apiUrl === undefined ? {} : { baseUrl: args.apiUrl }),
      },
      { parent: this },
    );
    this.registerOutputs();
  }

  publish(name: string, host: string, owner: string, opts: pulumi.ResourceOptions): void {
    new cloudflare.DnsRecord(
      name,
      {
        zoneId: this.args.zoneId,
        name: host,
        type: recordType(this.args.target),
        content: this.args.target,
        proxied: this.args.proxied,
        // 1 is Cloudflare's "automatic", the only value that a proxied record may have.
        ttl: 1,
        comment: `odoo-fleet: ${owner}`,
      },
      pulumi.mergeOptions(opts, { provider: this.provider }),
    );
  }
}

function recordType(target: string): "A" | "AAAA" | "CNAME" {
  switch (isIP(target)) {
    case 4:
      return "A";
    case 6:
      return "AAAA";
    default:
      return "CNAME";
  }
}
