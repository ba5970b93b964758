import { isDeepStrictEqual } from "node:util";
import { status, type handleUnaryCall } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { checkSettings } from "./configuration";
import { diff } from "./diff";
import { errorText, failureText } from "./errors";
import { checkInputs, type Failure } from "./inputs";
import type { Resources, ResourceType, StandIn } from "./stand-in";
import { containsUnknown, fromStruct, toStruct, UNKNOWN, type Properties } from "./wire";

type Handlers = Pick<
  IResourceProviderServer,
  | ("handshake" | "attach" | "getPluginInfo" | "checkConfig" | "diffConfig" | "configure")
  | ("check" | "diff" | "create" | "read" | "update" | "delete" | "cancel")
>;

/**
 * The gRPC methods of a stand-in; gRPC itself answers the others with UNIMPLEMENTED. `acceptSecrets` is false
 * throughout: the engine then sends plain values and marks as secret every output whose input was.
 */
export function handlers(standIn: StandIn): Handlers {
  let resources: Resources = {};
  let settings: Properties | undefined;
  let run = new AbortController();

  const typeOf = (urn: string): ResourceType => {
    const type = urn.split("::")[2]?.split("$").at(-1) ?? urn;
    const known = resources[type];
    if (known !== undefined) return known;
    throw new Error(
      `the stand-in for ${standIn.package} does not know ${type}: install the official plugin, ` +
        `or extend the stand-in`,
    );
  };

  return {
    handshake: unary(() => new messages.ProviderHandshakeResponse()),
    attach: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(`${standIn.version}+stand-in`)),
    cancel: unary(() => {
      run.abort();
      settings = undefined;
      return new Empty();
    }),

    checkConfig: unary((request: messages.CheckRequest) => {
      const { failures } = checkSettings(standIn, fromStruct(request.getNews()));
      // As it came, with its secrets in their envelopes: the engine keeps what it gets here.
      return checkResponse(failures).setInputs(request.getNews());
    }),
    diffConfig: unary((request: messages.DiffRequest) => {
      const olds = checkSettings(standIn, fromStruct(request.getOldInputs() ?? request.getOlds()));
      const news = checkSettings(standIn, fromStruct(request.getNews()));
      return diff(standIn.settings, olds.inputs, news.inputs, request.getIgnorechangesList());
    }),
    configure: unary((request: messages.ConfigureRequest) => {
      const { inputs, failures } = checkSettings(standIn, fromStruct(request.getArgs()));
      if (failures.length > 0) throw new Error(failureText(failures));
      // The engine starts a process for each provider; only attaching to a running one could mix two of them up.
      if (settings !== undefined && !isDeepStrictEqual(settings, inputs)) {
        throw new Error("a stand-in serves one provider at a time: do not attach to it");
      }
      settings = inputs;
      run = new AbortController();
      resources = standIn.configure(inputs, run.signal);
      return new messages.ConfigureResponse().setSupportspreview(true);
    }),

    check: unary((request: messages.CheckRequest) => {
      const type = typeOf(request.getUrn());
      const news = fromStruct(request.getNews());
      const { inputs, failures } = checkInputs(type.rules, news, standIn.package);
      const all = failures.length > 0 ? failures : type.check(knownOnly(inputs));
      return checkResponse(all).setInputs(toStruct(inputs));
    }),
    diff: unary((request: messages.DiffRequest) =>
      diff(
        typeOf(request.getUrn()).rules,
        fromStruct(request.getOlds()),
        fromStruct(request.getNews()),
        request.getIgnorechangesList(),
      ),
    ),
    create: unary(async (request: messages.CreateRequest) => {
      const type = typeOf(request.getUrn());
      const inputs = fromStruct(request.getProperties());
      if (request.getPreview()) {
        return new messages.CreateResponse().setProperties(toStruct(expected(type, inputs)));
      }
      const { id, outputs } = await type.create(inputs);
      return new messages.CreateResponse().setId(id).setProperties(toStruct(outputs));
    }),
    read: unary(async (request: messages.ReadRequest) => {
      const type = typeOf(request.getUrn());
      const found = await type.read(request.getId(), fromStruct(request.getProperties()));
      // Pulumi takes an empty id for "it is gone".
      if (found === undefined) return new messages.ReadResponse();
      const inputs = Object.keys(type.rules).map((name) => [name, found.outputs[name]] as const);
      return new messages.ReadResponse()
        .setId(found.id)
        .setProperties(toStruct(found.outputs))
        .setInputs(toStruct(Object.fromEntries(inputs)));
    }),
    update: unary(async (request: messages.UpdateRequest) => {
      const type = typeOf(request.getUrn());
      const news = fromStruct(request.getNews());
      const outputs = request.getPreview()
        ? expected(type, news)
        : await type.update(request.getId(), fromStruct(request.getOlds()), news);
      return new messages.UpdateResponse().setProperties(toStruct(outputs));
    }),
    delete: unary(async (request: messages.DeleteRequest) => {
      const type = typeOf(request.getUrn());
      await type.delete(request.getId(), fromStruct(request.getProperties()));
      return new Empty();
    }),
  };
}

function unary<Request, Response>(
  work: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const answer = async () => work(call.request);
    answer().then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback({ code: status.UNKNOWN, details: errorText(error) });
      },
    );
  };
}

function checkResponse(failures: readonly Failure[]): messages.CheckResponse {
  return new messages.CheckResponse().setFailuresList(
    failures.map(({ property, reason }) =>
      new messages.CheckFailure().setProperty(property).setReason(reason),
    ),
  );
}

function knownOnly(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => !containsUnknown(value)));
}

/** What a preview can tell of the outputs. */
function expected(type: ResourceType, inputs: Properties): Properties {
  return { ...inputs, ...Object.fromEntries(type.computed.map((name) => [name, UNKNOWN])) };
}
