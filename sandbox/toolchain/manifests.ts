import type { GoModuleFiles } from "./types";

/**
 * Kubernetes manifests for the sandbox's control plane, each from the Go module of the project that owns it. The digests
 * are those of the files in the modules, which the Go checksum database vouches for; the tag on GitHub has the same files.
 */

/** kwok's `stage-fast`: nodes and Pods become Ready, and Pods go away, at once. Without any stage, kwok exits. */
export const KWOK_STAGES: GoModuleFiles = {
  module: "sigs.k8s.io/kwok",
  version: "v0.8.0",
  repository: "kubernetes-sigs/kwok",
  files: {
    "kustomize/stage/node/fast/node-initialize.yaml":
      "bb38f752d90248528b579a0ae8f0f660ff3428457eb5c1ebe6345c3246cc7ee5",
    "kustomize/stage/node/heartbeat-with-lease/node-heartbeat-with-lease.yaml":
      "9becfc93321222915bd1ec8ab103fe769afe4b23e1386bf40553deb02e332c9c",
    "kustomize/stage/pod/fast/pod-complete.yaml":
      "86b800597419abbd7d8c43b0dfc4782643cfcfcfc8ac617f1e79e4e3a68533b2",
    "kustomize/stage/pod/fast/pod-delete.yaml":
      "a83bc287bfc7a4f1e3748e01761186128a4042e38b304195e984111ce5626cef",
    "kustomize/stage/pod/fast/pod-ready.yaml":
      "4d04a22c1b9dc6adcd4da90b32ce85687ba0058e15ca1eebcfa7cd64201d4148",
  },
};

export const CERT_MANAGER_CRDS: GoModuleFiles = {
  module: "github.com/cert-manager/cert-manager",
  version: "v1.21.2",
  repository: "cert-manager/cert-manager",
  files: {
    "deploy/crds/acme.cert-manager.io_challenges.yaml":
      "dff7542a2ee6581e3963a076410212ad3207201b70df8a328aa50826d569161c",
    "deploy/crds/acme.cert-manager.io_orders.yaml":
      "b1e9c938b9724482cc0612aac949b40e062001fc9732234c591f24cb9ffc5ca7",
    "deploy/crds/cert-manager.io_certificaterequests.yaml":
      "74cf3801ab146a1745498de5f3b619cde6f2dc89ae03755084be08129ce726c3",
    "deploy/crds/cert-manager.io_certificates.yaml":
      "7ad91029c00ec959d54215b19d3b1a9b7e0247eaa60f987151c2b70d8661f8af",
    "deploy/crds/cert-manager.io_clusterissuers.yaml":
      "30008001b78aafb8e110af61359561104b5fafc3a4dc6ac0013245d0ee3fe4ca",
    "deploy/crds/cert-manager.io_issuers.yaml":
      "05e37efb02777e0362d24269fa103c2fc11419f9c85e31854ef873e5d9e5c5cc",
  },
};

export const TRAEFIK_CRDS: GoModuleFiles = {
  module: "github.com/traefik/traefik/v3",
  version: "v3.7.13",
  repository: "traefik/traefik",
  files: {
    "docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml":
      "1d5e8558803804562238b0d4a57174aadd6d87c36e3c4c55199ebcc356a9406c",
  },
};

export const CLOUDNATIVE_PG_CRDS: GoModuleFiles = {
  module: "github.com/cloudnative-pg/cloudnative-pg",
  version: "v1.28.0",
  repository: "cloudnative-pg/cloudnative-pg",
  files: {
    "config/crd/bases/postgresql.cnpg.io_backups.yaml":
      "4a448983dc7a2ae0976c876c21c62a039e5d9e526ab5d3ea8ec8c3c4a40674eb",
    "config/crd/bases/postgresql.cnpg.io_clusterimagecatalogs.yaml":
      "9fe08a9f5be3311d929022962d40847d7b3480b042337fccc8d49580b15dd9c7",
    "config/crd/bases/postgresql.cnpg.io_clusters.yaml":
      "51268ebddd087e77d91a0251da74176bae9814b6009b33efcf552b965e66b44c",
    "config/crd/bases/postgresql.cnpg.io_databases.yaml":
      "468631e3b466932b28282f6419854998399e8c318b23e35c38b332d4c7e61b26",
    "config/crd/bases/postgresql.cnpg.io_failoverquorums.yaml":
      "023e2e20a795ca9fa3b4f211201d08bc799396dd9ebd0d7173fa5743e266259f",
    "config/crd/bases/postgresql.cnpg.io_imagecatalogs.yaml":
      "194864ac832a182e9b0934a9d05ba833e44d47ab8ba11c45674902d73d69c8f4",
    "config/crd/bases/postgresql.cnpg.io_poolers.yaml":
      "f04d46592a061c657867e19009b2d71ae8ab00003b930622a64e01cacc606324",
    "config/crd/bases/postgresql.cnpg.io_publications.yaml":
      "92f93346fc8ad2e764ba32358183e13c7f97402c7764a7f472e932b668b2d1c7",
    "config/crd/bases/postgresql.cnpg.io_scheduledbackups.yaml":
      "4c3c0747daae3c8664d7d4695b3f62f8fa921b87c28d7ce3169bdeb2411d5141",
    "config/crd/bases/postgresql.cnpg.io_subscriptions.yaml":
      "f794e1406b94bbbb9113fec86e433246fb85272aad4c931333af4637df120d7d",
  },
};

export const PROMETHEUS_OPERATOR_CRDS: GoModuleFiles = {
  module: "github.com/prometheus-operator/prometheus-operator",
  version: "v0.88.0",
  repository: "prometheus-operator/prometheus-operator",
  files: {
    "example/prometheus-operator-crd/monitoring.coreos.com_alertmanagerconfigs.yaml":
      "84cc9346d542bd639c713a0d2842d81d9f5d3fa8040cd33ae3845445bc18725d",
    "example/prometheus-operator-crd/monitoring.coreos.com_alertmanagers.yaml":
      "3d6b7003df5f9325f4ba813d63e14e470c137683c820c83d606cad9b59dd9297",
    "example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml":
      "37d201baaa73f283019fba7396b3cdc125472afdb63a2315e03b0bd25d9194a5",
    "example/prometheus-operator-crd/monitoring.coreos.com_probes.yaml":
      "c4cad847a3adcd127eb4a2614ed6f489505d41d9cd9b528e98d5cef8651423ba",
    "example/prometheus-operator-crd/monitoring.coreos.com_prometheusagents.yaml":
      "335fdefd90a9bc2cf4fe46b0e04786678e578bba4c578c02effc298362c764dc",
    "example/prometheus-operator-crd/monitoring.coreos.com_prometheuses.yaml":
      "1afe68d4e5f08ea3a1eacfc00f148a849d8d82fa9ea23ec65b66d1ccd163fa61",
    "example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml":
      "49b1a18537152d774ff3c6bcb1b5af941b1ae4d1ab4f2084c2e551f32fdc939c",
    "example/prometheus-operator-crd/monitoring.coreos.com_scrapeconfigs.yaml":
      "8180de3aa60450ef7340c3dfa893833c1b0fe63f35d11d2751adaed3500f156a",
    "example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml":
      "f229e79e7e7e90ce38c7a4954077466060d93c81f96183b79dc6f4a9d9618531",
    "example/prometheus-operator-crd/monitoring.coreos.com_thanosrulers.yaml":
      "57049cd0a3a9cd0310f3804cd77053355debd75d39d2ba258c87db09dcb500e4",
  },
};
