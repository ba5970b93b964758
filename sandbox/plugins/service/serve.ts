import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { handlers } from "./handlers";
import type { StandIn } from "./stand-in";

const PARENT_CHECK_MS = 1000;

/**
 * Runs a stand-in as a plugin process: listens on a free port of the loopback interface and prints the port as a line on
 * stdout, which is how the engine finds it. The engine passes its own address as the first argument and ends the
 * process when it is done; should the engine be killed instead, the process notices and ends itself. Started without
 * arguments, as for PULUMI_DEBUG_PROVIDERS, it serves until it is ended.
 */
export function serve(standIn: StandIn): void {
  const server = new Server();
  server.addService(ResourceProviderService, { ...handlers(standIn) });
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
  if (process.argv.length > 2) endWithParent();
}

function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit();
  }, PARENT_CHECK_MS);
}
