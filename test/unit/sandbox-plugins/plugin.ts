import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { standIns } from "../../../sandbox/plugins/index";
import {
  fromStruct,
  toStruct,
  type Properties,
  type PropertyValue,
} from "../../../sandbox/plugins/service/wire";

type Values = Readonly<Record<string, PropertyValue | undefined>>;

/** How Pulumi puts a secret into a message. */
export function secret(value: string): Properties {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** Starts a stand-in as the sandbox's launcher does, and waits for the port that it prints. */
export async function launch(
  name: string,
  command = process.execPath,
  before: readonly string[] = [],
): Promise<{ process: ChildProcess; port: number }> {
  const main = standIns.find((standIn) => standIn.name === name)?.main;
  if (main === undefined) throw new Error(`there is no stand-in named ${name}`);
  const started = spawn(command, [...before, "--import", "tsx", main, "127.0.0.1:1"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(started.stdout, "data")) as [Buffer];
  return { process: started, port: Number(/^(\d+)\n$/.exec(line.toString())?.[1]) };
}

/** A running stand-in, driven over gRPC as the engine does. */
export class Plugin {
  private constructor(
    private readonly process: ChildProcess,
    private readonly client: ResourceProviderClient,
    private readonly urn: string,
  ) {}

  static async start(name: string, type: string): Promise<Plugin> {
    const { process, port } = await launch(name);
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    return new Plugin(process, client, `urn:pulumi:dev::test::odoo-fleet:x:Parent$${type}::it`);
  }

  async stop(): Promise<void> {
    this.client.close();
    const exited = once(this.process, "exit");
    this.process.kill();
    await exited;
  }

  async version(): Promise<string> {
    const info = await call<PluginInfo>((done) => this.client.getPluginInfo(new Empty(), done));
    return info.getVersion();
  }

  async checkConfig(settings: Values) {
    const request = new messages.CheckRequest().setNews(toStruct(settings));
    return checked(await call((done) => this.client.checkConfig(request, done)));
  }

  async diffConfig(olds: Values, news: Values) {
    const request = new messages.DiffRequest().setOldInputs(toStruct(olds)).setNews(toStruct(news));
    return changes(await call((done) => this.client.diffConfig(request, done)));
  }

  async configure(settings: Values): Promise<messages.ConfigureResponse> {
    const request = new messages.ConfigureRequest().setArgs(toStruct(settings));
    return call((done) => this.client.configure(request, done));
  }

  async cancel(): Promise<void> {
    await call((done) => this.client.cancel(new Empty(), done));
  }

  async check(news: Values, urn = this.urn) {
    const request = new messages.CheckRequest().setUrn(urn).setNews(toStruct(news));
    return checked(await call((done) => this.client.check(request, done)));
  }

  async diff(state: Values, news: Values, ignored: string[] = []) {
    const request = new messages.DiffRequest()
      .setUrn(this.urn)
      .setOlds(toStruct(state))
      .setNews(toStruct(news))
      .setIgnorechangesList(ignored);
    return changes(await call((done) => this.client.diff(request, done)));
  }

  /** Checks first, as the engine does. */
  async create(program: Values, preview = false) {
    const { inputs, failures } = await this.check(program);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    const request = new messages.CreateRequest()
      .setUrn(this.urn)
      .setPreview(preview)
      .setProperties(toStruct(inputs));
    const response = await call<messages.CreateResponse>((done) =>
      this.client.create(request, done),
    );
    return { id: response.getId(), state: fromStruct(response.getProperties()) };
  }

  async read(id: string, state: Values = {}) {
    const request = new messages.ReadRequest()
      .setUrn(this.urn)
      .setId(id)
      .setProperties(toStruct(state));
    const response = await call<messages.ReadResponse>((done) => this.client.read(request, done));
    return {
      id: response.getId(),
      state: fromStruct(response.getProperties()),
      inputs: fromStruct(response.getInputs()),
    };
  }

  async update(id: string, state: Values, program: Values, preview = false): Promise<Properties> {
    const { inputs } = await this.check(program);
    const request = new messages.UpdateRequest()
      .setUrn(this.urn)
      .setId(id)
      .setPreview(preview)
      .setOlds(toStruct(state))
      .setNews(toStruct(inputs));
    const response = await call<messages.UpdateResponse>((done) =>
      this.client.update(request, done),
    );
    return fromStruct(response.getProperties());
  }

  async delete(id: string, state: Values): Promise<void> {
    const request = new messages.DeleteRequest()
      .setUrn(this.urn)
      .setId(id)
      .setProperties(toStruct(state));
    await call((done) => this.client.delete(request, done));
  }
}

function call<Response>(
  send: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    send((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

function checked(response: messages.CheckResponse) {
  return {
    /** As they came, with secrets in their envelopes. */
    raw: (response.getInputs()?.toJavaScript() ?? {}) as Properties,
    inputs: fromStruct(response.getInputs()),
    failures: response.getFailuresList().map((failure) => failure.toObject()),
  };
}

function changes(response: messages.DiffResponse) {
  const names = Object.keys(messages.PropertyDiff.Kind);
  const kinds: Record<string, string | undefined> = {};
  response.getDetaileddiffMap().forEach((property: messages.PropertyDiff, name: string) => {
    kinds[name] = names[property.getKind()];
  });
  return {
    any: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
    replaces: response.getReplacesList(),
    kinds,
  };
}
