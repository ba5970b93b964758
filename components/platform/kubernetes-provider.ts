import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedCellSettings } from "../../fleet/settings";

/**
 * The one Kubernetes provider of a cell. `clusterIdentifier` is set from the first day: without it a new API
 * server address would replace every object. Secrets and ConfigMaps change in place, so that a rotated password
 * does not replace them.
 */
export function kubernetesProvider(
  name: string,
  settings: ResolvedCellSettings["kubernetes"],
  opts: pulumi.ResourceOptions,
): kubernetes.Provider {
  const { kubeconfig, context, clusterIdentifier, qps, burst } = settings;
  return new kubernetes.Provider(
    name,
    {
      clusterIdentifier,
      enableSecretMutable: true,
      enableConfigMapMutable: true,
      // A killed run may have made objects that its state does not know: the next one takes them over.
      upsertExistingObjects: true,
      kubeClientSettings: { qps, burst },
      ...(kubeconfig === undefined ? {} : { kubeconfig }),
      ...(context === undefined ? {} : { context }),
    },
    opts,
  );
}
