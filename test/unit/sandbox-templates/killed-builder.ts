import { databaseOf, optionsFor } from "./support";
import { buildTemplate } from "../../../sandbox/templates/build";

/** Builds the blank template in a process of its own, which ends as by `kill -9` at the first line with `DIE_AT` in it. */
const { PG_HOST = "", PG_PORT, PG_USER = "", PG_PASSWORD = "", DIE_AT = "" } = process.env;

void buildTemplate({
  ...optionsFor(
    { host: PG_HOST, port: Number(PG_PORT), user: PG_USER, password: PG_PASSWORD },
    "blank",
  ),
  database: databaseOf("blank"),
  onProgress: (line) => {
    if (line.includes(DIE_AT)) process.kill(process.pid, "SIGKILL");
  },
});
