import { version } from "@pulumi/cloudflare/package.json";
import { serve } from "../service/serve";
import { asResource } from "../service/stand-in";
import { CloudflareClient } from "./client";
import { DnsRecordType } from "./dns-record";
import { checkSettings, settings, type Settings } from "./settings";

/** The plugin process that stands in for `pulumi-resource-cloudflare`. */
serve({
  package: "@pulumi/cloudflare",
  version,
  settings,
  checkSettings,
  configure: (given, signal) => ({
    "cloudflare:index/dnsRecord:DnsRecord": asResource(
      new DnsRecordType(new CloudflareClient(given as Settings, signal)),
    ),
  }),
});
