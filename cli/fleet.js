#!/usr/bin/env node
// The `fleet` command runs from its TypeScript source, without a build step.
require("tsx/cjs");
require("./fleet.ts");
