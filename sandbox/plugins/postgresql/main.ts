import { version } from "@pulumi/postgresql/package.json";
import { serve } from "../service/serve";
import { asResource } from "../service/stand-in";
import { RoleType } from "./role";
import { checkSettings, connect, settings, type Settings } from "./settings";

/** The plugin process that stands in for `pulumi-resource-postgresql`. */
serve({
  package: "@pulumi/postgresql",
  version,
  settings,
  checkSettings,
  configure: (given) => {
    const typed = given as Settings;
    return {
      "postgresql:index/role:Role": asResource(new RoleType(connect(typed), typed)),
    };
  },
});
