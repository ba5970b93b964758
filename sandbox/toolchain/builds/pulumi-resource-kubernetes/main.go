// The official Kubernetes resource plugin, from its published Go modules.
package main

import "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"

var version = "dev"

func main() {
	provider.Serve("kubernetes", version, []byte("{}"), []byte("{}"))
}
