#!/usr/bin/env node
console.log("brevdue", process.version)
